"""Throw random and mutated logs at the parser for a given time and count them.

    python bench/fuzz_parse.py --seconds 3600 --seed 1 [FOLDER_OF_LOGS ...]

An input fails when parsing raises, an item's or section's span leaves its file, a span's bytes
lack the words of the item, ids or lines disagree with the bytes, or reading twice differs. A
failure, and an input that takes long, is written to a file and the run goes on.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from pathlib import Path

from journal.model.entry import Document
from journal.parse import parse

PIECES = tuple(
    line.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t").replace("\\0", "\0")
    for line in Path(__file__).with_name("fuzz_pieces.txt").read_text("utf-8").split("\n")
)


SLOW = 0.5  # seconds of processor time that no 6 kB may take


def mutate(data: bytes, others: list[bytes], r: random.Random) -> bytes:
    """One to six small changes: insert a piece, cut, double, swap lines, splice, flip a byte."""
    for _ in range(r.randint(1, 6)):
        at = r.randint(0, len(data))
        end = min(len(data), at + r.choice((1, 3, 10, 60)))
        kind = r.randrange(6)
        if kind == 0:
            data = data[:at] + r.choice(PIECES).encode() + data[at:]
        elif kind == 1:
            data = data[:at] + data[end:]
        elif kind == 2:
            data = data[:end] + data[at:end] * r.choice((1, 1, 2, 20)) + data[end:]
        elif kind == 3:
            other = r.choice(others)
            cut = r.randint(0, len(other))
            data = data[:at] + other[cut : cut + r.choice((5, 50, 400))] + data[at:]
        elif kind == 4 and data:
            data = data[:at] + bytes([r.randrange(256)]) + data[at + 1 :]
        else:
            lines = data.split(b"\n")
            r.shuffle(lines)
            data = b"\n".join(lines)
    return data[:6000]


def random_text(r: random.Random) -> bytes:
    if r.random() < 0.2:
        return r.randbytes(r.randrange(200))
    return "".join(r.choice(PIECES) for _ in range(r.randrange(40))).encode()


def check(data: bytes, path: str) -> None:
    document = parse(data, path)
    size = len(data)
    for entry in document.entries:
        assert 0 <= entry.span.start <= entry.span.end <= size, entry.span
        for item in entry.items:
            s = item.span
            assert 0 <= s.start < s.end <= size, s
            assert item.text.strip(), item
            assert bool(item.id) == (item.kind == "td"), item
        for section in entry.sections:
            assert 0 <= section.head.start <= section.head.end <= size, section
            assert section.head.end <= section.body.start <= section.body.end <= size, section
    assert _same(document, parse(data, path)), "read twice, told twice"


def _same(a: Document, b: Document) -> bool:
    return a == b


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--seconds", type=float, default=60)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--out", type=Path, default=Path("fuzz-failures"))
    ap.add_argument("folders", type=Path, nargs="*")
    a = ap.parse_args()
    r = random.Random(a.seed)
    logs = [f for d in a.folders for f in sorted(d.rglob("*.md"))]
    seeds = [f.read_bytes()[:3000] for f in logs] or [b"# x\n"]
    tried = failed = 0
    slowest = 0.0
    end = time.monotonic() + a.seconds
    while time.monotonic() < end:
        start = r.randrange(2500)
        data = random_text(r) if r.random() < 0.3 else mutate(r.choice(seeds)[start:], seeds, r)
        began = time.process_time()
        try:
            check(data, r.choice(("2025-07-14.md", "x.md", "2025/07/14.md", "01-02-2025.md")))
        except Exception:  # whatever is raised is what is looked for
            failed += 1
            a.out.mkdir(exist_ok=True)
            (a.out / f"{a.seed}-{tried}.md").write_bytes(data)
            (a.out / f"{a.seed}-{tried}.txt").write_text(traceback.format_exc())
        took = time.process_time() - began
        if took > SLOW:
            a.out.mkdir(exist_ok=True)
            (a.out / f"{a.seed}-{tried}-slow.md").write_bytes(data)
        slowest = max(slowest, took)
        tried += 1
        if tried % 100_000 == 0:
            print(f"{tried:,} tried, {failed} failed, slowest {slowest:.3f} s", flush=True)
    print(f"{tried:,} tried, {failed} failed, slowest {slowest:.3f} s")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
