"""Making a workspace: a fresh one, or a folder of logs adopted as it is."""

from journal.store.adopt.look import Found, Heading, Unsaid, look
from journal.store.adopt.make import Plan, make, plan

__all__ = ["Found", "Heading", "Plan", "Unsaid", "look", "make", "plan"]
