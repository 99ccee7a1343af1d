"""Which debts may be one, which lines touch a debt, and what an edited text was before."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journal.twins.alike import LIKELY, Pair, propose
    from journal.twins.edits import Rematched, rematch
    from journal.twins.former import renamed
    from journal.twins.touch import Line, touches
    from journal.twins.words import Terms, concepts

__all__ = [
    "LIKELY", "Line", "Pair", "Rematched", "Terms", "concepts", "propose", "rematch", "renamed",
    "touches",
]  # fmt: skip

_HOMES = {
    "alike": ("LIKELY", "Pair", "propose"),
    "edits": ("Rematched", "rematch"),
    "former": ("renamed",),
    "touch": ("Line", "touches"),
    "words": ("Terms", "concepts"),
}


def __getattr__(name: str) -> object:
    """Listings load this package at every start, and only some of them ask it anything."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
