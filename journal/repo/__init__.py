"""All of git: what state the code is in, and what a push needs done to a repository."""

from journal.repo.door import Git, Reply, mask
from journal.repo.state import CodeState, code_state

__all__ = ["CodeState", "Git", "Reply", "code_state", "mask"]
