"""A learning journal and technical-debt tracker. Scripts import `journal.record`."""

__version__ = "0.1.0"
