"""The names, methods and parameters that the tables know exist in the installed libraries.

`make test-libraries` makes an environment of each file in `libraries`, outside the project's own.
"""

from __future__ import annotations

import json
from functools import lru_cache

import installed
import pytest
from installed import pythons

from guardrail.knowledge.python import all_kinds
from guardrail.knowledge.python.kinds import Kind
from guardrail.knowledge.python.rows import Row
from tools.library_claims import proof_of, rows_by_library
from tools.library_claims.calls import asked_of_kind
from tools.library_claims.objects import Question

pytestmark = pytest.mark.libraries
ROWS = [
    pytest.param(library, row, id=f"{library}: {row.names[0]}")
    for library, row in rows_by_library()
    if proof_of(library, row).groups
]
KINDS = list(all_kinds())


@lru_cache(maxsize=1)
def answers() -> dict[str, dict[str, str]]:
    """By environment and question "" where it holds, else what is wrong; no absent packages."""
    asked: set[Question] = set()
    for parameter in ROWS:
        for group in proof_of(*parameter.values).groups:
            asked.update(group)
    for kind in KINDS:
        for group in asked_of_kind(kind):
            asked.update(group)
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
    right = {question for question, answer in told if not answer}
    if installed.ONLY and not right and len({question for question, _ in told}) < len(set(asked)):
        pytest.skip("in another environment")
    assert told, f"in no environment: {asked}"
    wrong = [f"{question}: {answer}" for question, answer in told if question not in right]
    assert right, wrong


@pytest.mark.parametrize(("library", "row"), ROWS)
def test_the_calls_of_a_row_exist(library: str, row: Row) -> None:
    for group in proof_of(library, row).groups:
        judge(list(group))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{type(kind).__name__} {kind.kind}")
def test_the_names_and_members_of_a_kind_exist(kind: Kind) -> None:
    for group in asked_of_kind(kind):
        judge(list(group))
