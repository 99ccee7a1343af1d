"""The recipe of ids: golden examples that must never change, and what must and must not differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.parse.normal import ALPHABET, RECIPE, normalise, td_id

# Text, what recipe 1 makes of it, and its id. Ids like these are written in
# ledgers and logs; where a line fails, the recipe has changed and needs a new number.
GOLDEN = [
    ("Why does Adam need bias correction?", "why does adam need bias correction", "td-5ekery96"),
    (
        "learn how to control `nn.Linear` initialisation",
        "learn how to control nn.linear initialisation",
        "td-fwrz4kv9",
    ),
    (
        "retry the degree-5 fit; handle overflow / scaling",
        "retry the degree-5 fit; handle overflow / scaling",
        "td-dyvrgcf2",
    ),
    ("нарисовать схему вызовов — **ТД**", "нарисовать схему вызовов", "td-kzxcv239"),
    ("почему ещё раз упал градиент?", "почему еще раз упал градиент", "td-70q7qvaw"),
    ("为什么学习率需要预热", "为什么学习率需要预热", "td-0jmy9791"),
    ("なぜ発散するのか", "なぜ発散するのか", "td-b9gpjr72"),
    ("왜 발산하는가", "왜 발산하는가", "td-ma4anama"),
    (
        "- [ ] read chapter 3 of [the book](https://example.org) 📅 2025-07-20 #maths ^td-k3f9q2mx",
        "read chapter 3 of the book",
        "td-emrz8fdt",
    ),
    ("is x_1 > 0 when $a * b$ overflows?", "is x_1 > 0 when $a * b$ overflows", "td-emx5jh16"),
    ("(what is C++?)", "what is c++", "td-2rdg9z1d"),
    ("???", "???", "td-qm255yz0"),
    ("", "", "td-fnjca9se"),
]
SAME = [
    ("learn how **weights** are `initialised`", "Learn how weights are initialised."),
    ("— why  is it\tslow?", "why is it slow"),
    ("why is it slow #speed ^td-k3f9q2mx", "why is it slow"),
    ("why is it slow [due:: 2025-01-01] 📅 2025-02-02 🔺", "why is it slow"),
    (
        "read [the paper](https://example.org/a) and [[notes/b|my notes]]",
        "read the paper and my notes",
    ),
    ("- [ ] ~~draw it~~", "draw it"),
    ("TD: draw it", "draw it"),
    ("draw it — **TD**.", "draw it"),
    ("ﬁt a ½ sine", "fit a 1⁄2 sine"),
    ("“quoted” isn’t", '"quoted" isn\'t'),
    ("ещё раз понять", "еще раз понять"),
    ("ПОНЯТЬ градиент", "понять градиент"),
    ("what <!-- really --> counts", "what counts"),
]
DIFFERENT = [
    ("read chapter 3", "read chapter 4"),
    ("why does it converge", "why doesn't it converge"),
    ("what is nn.Linear", "what is nn.Bilinear"),
    ("use x_1 and y", "use x_2 and y"),
    ("what is C++", "what is C"),
    ("fix #12", "fix #13"),
    ("a * b", "a b"),
    ("???", "!!!"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_markup_and_typography_change_no_id(a: str, b: str) -> None:
    assert normalise(a) == normalise(b)
    assert td_id(a) == td_id(b)


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_numbers_identifiers_and_negations_do(a: str, b: str) -> None:
    assert td_id(a) != td_id(b)


@given(st.text())
def test_an_id_is_td_and_eight_characters_whatever_the_text(text: str) -> None:
    given_id = td_id(text)
    assert given_id.startswith("td-")
    assert len(given_id) == 11
    assert set(given_id[3:]) <= set(ALPHABET)
    assert normalise(text) == normalise(f"  {text} \n")


def test_golden_examples_of_recipe_1() -> None:
    assert RECIPE == 1
    for text, normal, wanted in GOLDEN:
        assert (normalise(text), td_id(text)) == (normal, wanted)
