"""Experiments: launched, recorded, judged by their checks and told in one line."""
