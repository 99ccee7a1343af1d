"""The one error boundary: 1 failed, 2 misuse, 130 interrupted, 3 our own bug with a report."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from journal.cli import say
from journal.model.entry import JournalError


def run(command: Callable[[], object]) -> int:
    import typer

    try:
        code = command()
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except JournalError as e:
        say.error(e)
        return e.exit
    except typer.Exit as e:
        return int(e.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        say.talk("interrupted")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as e:  # what is left is misuse, or our bug: a report, never a traceback
        if not hasattr(e, "format_message"):
            return _bug()
        say.usage(e.format_message(), getattr(e, "ctx", None))
        return 2


def _bug() -> int:
    """Leave the traceback in a file that can be pasted, and say where."""
    import tempfile
    import traceback

    from journal import __version__

    head = f"journal {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n"
    with tempfile.NamedTemporaryFile(
        "w", prefix="journal-bug-", suffix=".txt", delete=False, encoding="utf-8"
    ) as f:
        f.write(head + f"argv: {sys.argv[1:]}\n\n" + traceback.format_exc())
    say.talk(f"error: this is a bug in journal: {sys.exc_info()[1]!r}")
    say.hint(f"the report is in {f.name}; nothing in it leaves this machine unless you send it")
    return 3
