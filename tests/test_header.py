"""The header of a script, as text, and what is read from it."""

from __future__ import annotations

import pytest

from journal.model.entry import JournalError
from journal.parse.header import Header, read_header, seconds

GOOD = '''"""Does it fit?"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2", "numpy"]
#
# [tool.uv]
# exclude-newer = "2025-01-01T00:00:00Z"
# [tool.journal]
# td = ["td-k3f9q2mx"]
# check = "ratio <= 1.1"
# timeout = "10m"
# expect = "steps < 3"
# question = "Does it fit?"
# ///
import torch
'''


@pytest.mark.parametrize("change", ["", "\r\n", "\r", "\ufeff"])
def test_a_header_is_read_with_any_line_ends(change: str) -> None:
    text = change + GOOD if change == "\ufeff" else GOOD.replace("\n", change or "\n")
    assert read_header(text, "fit.py") == Header(
        td=("td-k3f9q2mx",), check="ratio <= 1.1", timeout="10m", expect="steps < 3",
        question="Does it fit?", dependencies=("torch>=2", "numpy"), requires_python=">=3.11",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "print(1)\n", "# /// pyproject\n# x = 1\n# ///\n", "# a comment\n"]
)
def test_a_script_without_a_header_has_an_empty_one(text: str) -> None:
    assert read_header(text, "fit.py") == Header()


def script(*lines: str) -> str:
    return "\n".join(["import x", "# /// script", *lines, "# ///", ""])


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        (
            script("# [tool.journal]", "# check = ratio <"),
            "the header isn't TOML: invalid value",
            4,
        ),
        (script("# [tool.journal]", "# td = ["), "the header isn't TOML: ", 4),
        (script("# [tool.journal]", "# chek = 'x < 1'"), "[tool.journal] knows no chek", 4),
        (script("# [tool.journal]", "# td = 'td-k3f9q2mx'"), "td is a list of strings", 4),
        (script("# [tool.journal]", "# check = 1"), "check is a string", 4),
        (script("# [tool.journal]", "# timeout = 'soon'"), "'soon' is no span of time", 4),
        (script("# [tool]", "# journal = 3"), "tool.journal is a table: [tool.journal]", 3),
        (script("# dependencies = 'torch'"), "dependencies is a list of strings", 3),
        ("# /// script\n# x = 1\nimport y\n", "the header has no closing `# ///` line", 1),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, said: str, line: int) -> None:
    with pytest.raises(JournalError) as e:
        read_header(text, "fit.py")
    assert (e.value.text[: len(said)], e.value.path, e.value.line) == (said, "fit.py", line)


def test_a_slip_of_the_pen_is_guessed() -> None:
    with pytest.raises(JournalError) as e:
        read_header(script("# [tool.journal]", "# chek = 'x < 1'"), "fit.py")
    assert e.value.hint == "did you mean check?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90", 90), ("90s", 90), ("10m", 600), ("1h30m", 5400), ("1.5 h", 5400), ("2 min", 120),
        ("1 hour 5 seconds", 3605), ("", None), ("soon", None), ("0", None), ("5 fortnights", None),
    ],
)  # fmt: skip
def test_a_span_of_time_is_read(text: str, expected: float | None) -> None:
    assert seconds(text) == expected
