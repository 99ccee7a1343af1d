"""Publishing: `journal push` as a list of steps, STATUS.md, and the merging of two logs."""

from journal.publish.pipeline import push
from journal.publish.status import status_md
from journal.publish.steps import Pushed, Step

__all__ = ["Pushed", "Step", "push", "status_md"]
