"""Code in ink only: comments are set back, everything else is as typed."""

from __future__ import annotations

import re
from html import escape

STRINGS = r"'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\""
HASH = re.compile(rf"(?P<string>{STRINGS})|(?P<comment>(?<![\w$])#[^\n]*)", re.S)
SLASH = re.compile(rf"(?P<string>{STRINGS})|(?P<comment>//[^\n]*|/\*.*?\*/)", re.S)
DASH = re.compile(rf"(?P<string>{STRINGS})|(?P<comment>--[^\n]*)", re.S)
PERCENT = re.compile(r"(?P<string>\\%)|(?P<comment>%[^\n]*)")
COMMENTS = (
    (HASH, "py python python3 ipython toml yaml yml sh bash shell zsh console r julia ruby make"),
    (SLASH, "c cpp c++ cuda java js javascript ts typescript go rust rs swift kotlin json5 css"),
    (DASH, "sql lua haskell hs"),
    (PERCENT, "tex latex matlab"),
)
LANGUAGES = {name: pattern for pattern, names in COMMENTS for name in names.split()}


def highlight(code: str, language: str) -> str:
    """Escaped markup with comments in <span class="c">."""
    words = language.split()
    name = words[0].lower().strip("{}.") if words else ""
    if name in ("diff", "patch"):
        return diff(code)
    pattern = LANGUAGES.get(name)
    return _mark(code, pattern) if pattern else escape(code)


def _mark(code: str, pattern: re.Pattern[str]) -> str:
    out, last = [], 0
    for found in pattern.finditer(code):
        if found.lastgroup == "comment":
            out += [
                escape(code[last : found.start()]),
                f'<span class="c">{escape(found[0])}</span>',
            ]
            last = found.end()
    return "".join([*out, escape(code[last:])])


def diff(text: str) -> str:
    """A patch: what was removed and where it stands are set back, what was added stays ink."""
    lines = []
    for line in text.splitlines(keepends=True):
        back = line.startswith(("-", "@@", "diff ", "index ", "new file", "+++", "old mode"))
        lines.append(f'<span class="c">{escape(line)}</span>' if back else escape(line))
    return "".join(lines)


def output(text: str) -> str:
    """What a run printed: a traceback is set back, its last line is the one that matters."""
    lines, inside = [], False
    for line in text.splitlines(keepends=True):
        if line.startswith("Traceback (most recent call last)"):
            inside = True
        elif inside and line.strip() and not line.startswith((" ", "\t")):
            inside = False
            lines.append(f"<b>{escape(line)}</b>")
            continue
        lines.append(f'<span class="c">{escape(line)}</span>' if inside else escape(line))
    return "".join(lines)
