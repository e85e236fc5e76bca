"""The names, methods and parameters that the tables know exist in the installed libraries.

`make test-libraries` makes an environment of each file in `libraries`, outside the project's own.
"""

from __future__ import annotations

import json
from functools import lru_cache

import installed
import pytest
from installed import pythons
from library_questions import Question, questions_of_kind, questions_of_row

from guardrail.knowledge.python import all_kinds, all_rows
from guardrail.knowledge.python.kinds import Kind, OfKind

pytestmark = pytest.mark.libraries
ROWS = [row for row in all_rows() if isinstance(row, OfKind) and not row.unproved]
KINDS = list(all_kinds())


@lru_cache(maxsize=1)
def answers() -> dict[str, dict[str, str]]:
    """By environment and question "" where it holds, else what is wrong; no absent packages."""
    asked: set[Question] = set()
    for row in ROWS:
        asked.update(questions_of_row(row, KINDS))
    for kind in KINDS:
        asked.update(questions_of_kind(kind, KINDS))
    found: dict[str, dict[str, str]] = {}
    for name, python in pythons().items():
        answer = installed.asked(python, "ask_library.py", sorted(asked))
        assert isinstance(answer, dict)
        found[name] = answer
    return found


def judge(asked: list[Question]) -> None:
    """One of the questions holds in some environment where its package is installed."""
    told = [
        (question, answer)
        for question in asked
        for known in answers().values()
        if (answer := known.get(json.dumps(question))) is not None
    ]
    assert told, f"in no environment: {asked}"
    right = {question for question, answer in told if not answer}
    wrong = [f"{question}: {answer}" for question, answer in told if question not in right]
    assert right, wrong


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.names[0]} of {row.store}")
def test_the_calls_of_a_row_exist(row: OfKind) -> None:
    asked = questions_of_row(row, KINDS)
    assert asked, f"no class is known for {row.on}"
    for name in sorted({question[1] for question in asked}):
        judge([question for question in asked if question[1] == name])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{type(kind).__name__} {kind.kind}")
def test_the_names_and_members_of_a_kind_exist(kind: Kind) -> None:
    asked = questions_of_kind(kind, KINDS)
    for name in sorted({question[1] for question in asked}):
        judge([question for question in asked if question[1] == name])
