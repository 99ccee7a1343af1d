"""The reader against real logs and hand-made truth, where the shared corpus lies beside us."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from journal.model.entry import Document
from journal.parse import parse

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = SHARED / "corpus"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="no ../shared/corpus beside the repository"
)


def read(path: Path, name: str) -> Document:
    return parse(path.read_bytes(), name)


def scores(folder: Path) -> dict[str, int]:
    """Hits, misses, inventions and traps over a folder of truth files, by the corpus' own rules."""
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert spec and spec.loader
    judge: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    total: dict[str, int] = {}
    for truth in sorted(folder.glob("*.json")):
        log = truth.with_suffix("")
        got = [
            {"kind": i.kind, "line": i.span.line, "done": i.done, "text": i.text}
            for e in read(log, log.name).entries
            for i in e.items
        ]
        result, _ = judge.score(json.loads(truth.read_text()), got)
        for key, count in result.items():
            total[key] = total.get(key, 0) + count
    return total


def test_the_seed_is_read_without_a_fault() -> None:
    total = scores(SHARED / "seed")
    assert total["hit"] > 20
    assert not any(total[k] for k in ("miss", "wrong_kind", "invented", "trap", "done_bad"))


def test_recall_and_precision_over_the_truth() -> None:
    total = scores(CORPUS / "truth")
    wanted = total["hit"] + total["miss"] + total["wrong_kind"]
    given = total["hit"] + total["wrong_kind"] + total["invented"] + total["trap"]
    assert total["hit"] >= 0.97 * wanted
    assert total["hit"] >= 0.97 * given
    assert not total["trap"]
    assert total["done_ok"] >= 0.98 * total["hit"]


def test_every_log_is_read_and_every_span_slices_back() -> None:
    logs = [p for p in sorted((CORPUS / "logs").rglob("*")) if p.is_file()]
    assert len(logs) > 100
    for path in logs:
        data = path.read_bytes()
        for entry in read(path, path.relative_to(CORPUS / "logs").as_posix()).entries:
            for item in entry.items:
                source = item.span.of(data).decode()
                assert item.text.split()[0].strip("«»“”\"'()=") in source, (path, item)


DAYS = {
    "bdjohnson-ml-journey/readme.md": 22,
    "xanadevelops-tfg-es/diario.md": 55,
    "ethicalaesthetic-riscv/daily-log.md": 4,
    "putusincoach-standups/standups.md": 3,
    "alexaformuggles-100doc/r1-log.md": 50,
    "cv-journey-zh/LEARNING_LOG.md": 3,
    "kittog-ppe1-fr/doc/journal-de-bord.md": 3,
}


@pytest.mark.parametrize("name", DAYS)
def test_the_days_of_a_file_with_many_are_found(name: str) -> None:
    path = CORPUS / "logs" / name
    if not path.is_file():
        pytest.skip(f"{name} is not in this corpus")
    assert len(read(path, name).entries) >= DAYS[name]
