"""Notebooks that aren't quite JSON, and those that are made to hurt."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.effects import Effect
from guardrail.engine.extract import extract
from guardrail.frontends.notebook.cells import cells_of
from guardrail.frontends.notebook.document import read_json
from guardrail.frontends.notebook.rewriting import rewritten
from guardrail.frontends.notebook.strings import json_text
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Unanalysed

SECONDS = 5.0

LETTERS = st.characters(codec="utf-8")


@given(st.text(LETTERS), st.booleans())
def test_any_text_is_found_back_in_its_json(text: str, plain: bool) -> None:
    outer = json.dumps(text, ensure_ascii=plain)
    built = json_text(outer, 1, len(outer) - 1)
    assert built.text == text
    for at, letter in enumerate(text):
        span = built.map.span("a.ipynb", at, at + 1)
        assert span.exact
        assert json.loads(f'"{outer[span.start : span.end]}"') == letter


@given(st.lists(st.text(LETTERS, min_size=1), min_size=1, max_size=4), st.integers(0, 4))
def test_cells_are_read_as_json_reads_them(lines: list[str], indent: int) -> None:
    cell = {"source": lines, "outputs": [{"text": lines}], "cell_type": "code"}
    text = json.dumps({"metadata": {}, "cells": [cell]}, indent=indent)
    document = read_json(text)
    assert document.faults == []
    cells = cells_of(document.root, text)
    assert cells is not None
    whole = "".join(lines)
    assert [one.built.text for one in cells] == ([whole] if whole.strip() else [])


@given(st.text(st.sampled_from("!%{}$ax=\"'\\\n ?(#")))
def test_what_a_cell_becomes_keeps_its_order(text: str) -> None:
    pieces = [piece for piece in rewritten(text, frozenset("a")).map.pieces if piece.outer_end]
    places = [(piece.outer_start, piece.outer_end) for piece in pieces]
    assert places == sorted(places)
    assert all(end <= len(text) for _, end in places)


@given(st.text(st.sampled_from('{}[]",:\\u8dn1 ')))
def test_whatever_is_given_is_read_without_an_error(text: str) -> None:
    for fact in extract(Source("a.ipynb", "notebook", text), Settings()):
        assert not (isinstance(fact, Unanalysed) and fact.failed)


def test_what_is_cut_off_is_read_as_far_as_it_goes() -> None:
    text = '{"cells": [{"cell_type": "code", "source": ["!rm -rf /data\\n", "x'
    facts = list(extract(Source("a.ipynb", "notebook", text), Settings()))
    assert [one.path for one in facts if isinstance(one, Effect) and hasattr(one, "path")] == [
        "/data"
    ]
    assert [one.reason for one in facts if isinstance(one, Unanalysed)] == [
        "the text ends inside a string",
        "the text ends before its brackets do",
    ]


def test_a_conflict_is_told_and_both_sides_are_read() -> None:
    text = (
        '{"cells": [{"cell_type": "code", "source": [\n<<<<<<< HEAD\n"!rm -rf /a\\n",\n'
        '=======\n"!rm -rf /b\\n"\n>>>>>>> main\n]}]}'
    )
    facts = list(extract(Source("a.ipynb", "notebook", text), Settings()))
    assert sum(isinstance(one, Effect) for one in facts) == 2
    assert {one.reason for one in facts if isinstance(one, Unanalysed)} == {"this isn't JSON"}


@pytest.mark.parametrize("text", ["[]", "3", '"x"', '{"a": 1}', "DROP TABLE t"])
def test_what_is_no_notebook_is_told(text: str) -> None:
    (told,) = extract(Source("a.ipynb", "notebook", text), Settings())
    assert isinstance(told, Unanalysed)
    assert told.reason == "it isn't a notebook"


def test_half_a_surrogate_pair_is_no_character() -> None:
    text = r"a\ud83d\ude00b\ud800c\udc00"
    assert json_text(text, 0, len(text)).text == "a\U0001f600b\ufffdc\ufffd"


def one_cell(code: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": code}]})


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        '{"cells":[' * 100_000,
        '{"cells": [{"source": ["' + "\\n" * 500_000,
        '{"cells": [{"source": "' + "\\ud800" * 160_000 + '"}]}',
        one_cell("%sql x\n" * 125_000),
        one_cell("!a\n" * 200_000),
        one_cell("!" + "{a}" * 300_000),
        one_cell("'''\\\n" * 40_000),
        one_cell("a=" * 400_000),
        one_cell("%sql " + "-a " * 200_000),
        one_cell("!a\n" * 2_999),
        json.dumps({"cells": [{"source": "!a"}] * 4_000}),
        json.dumps({"cells": [{"source": "x=1"}] * 10_000}),
    ],
    ids=lambda text: text[:30],
)
def test_a_megabyte_is_read_in_time(text: str) -> None:
    started = time.process_time()
    facts = list(extract(Source("a.ipynb", "notebook", text), Settings()))
    assert time.process_time() - started < SECONDS
    assert not any(isinstance(fact, Unanalysed) and fact.failed for fact in facts)
