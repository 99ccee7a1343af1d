"""Normalised text and the id it gives: the recipe that every stored id depends on."""

from __future__ import annotations
