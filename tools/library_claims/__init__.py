"""How each row of what is known of Python's libraries is proved.

A row is *run* where a test runs its call on a real store, *checked* where its names and parameters
are asked of the installed library's own signatures, or *unproved* with a reason. There is no fourth
state: a row about which none of them can be said fails a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

import guardrail.knowledge.python as knowledge
from guardrail.knowledge.python.kinds import OfKind
from guardrail.knowledge.python.rows import ChangesResource, Row
from tools.library_claims.calls import Unknown, asked_of_names
from tools.library_claims.objects import Question, questions_of_row
from tools.library_claims.runs import RUN


class State(StrEnum):
    """How a row is proved."""

    RUN = "run"
    CHECKED = "checked"
    UNPROVED = "unproved"


class Proof(NamedTuple):
    """The state of a row, the reason or the test, and what an installed library is asked.

    Of each group of questions one has to hold. `unseen` are names of the row that nothing installed
    can be asked for, with the reason.
    """

    state: State
    detail: str
    groups: tuple[tuple[Question, ...], ...] = ()
    unseen: tuple[tuple[str, str], ...] = ()


def rows_by_library() -> Iterator[tuple[str, Row]]:
    """Every row with the module of knowledge that it stands in."""
    for module in sorted(iter_modules(knowledge.__path__), key=lambda module: module.name):
        found = import_module(f"{knowledge.__name__}.{module.name}")
        for row in getattr(found, "ROWS", ()):
            yield module.name, row


def proof_of(library: str, row: Row) -> Proof:
    """How a row is proved. Raises `Unknown`."""
    test = next((test for name, test in RUN.get(library, {}).items() if name in row.names), "")
    reason = getattr(row, "unproved", "")
    if reason and test:
        return Proof(State.RUN, test)
    if reason:
        return Proof(State.UNPROVED, reason)
    if isinstance(row, ChangesResource) and " " in row.service:
        return Proof(State.UNPROVED, "methods of resources are made from their models")
    if isinstance(row, ChangesResource):
        return Proof(State.CHECKED, "the service models of botocore")
    if isinstance(row, OfKind):
        asked = questions_of_row(row, list(knowledge.all_kinds()))
        groups = [
            tuple(one for one in asked if one[1] == name)
            for name in sorted({one[1] for one in asked})
        ]
        unseen: list[tuple[str, str]] = []
    else:
        groups, unseen = asked_of_names(library, row)
    if not groups and not unseen:
        raise Unknown(f"{library}: {row.names}")
    if not groups:
        return Proof(State.UNPROVED, unseen[0][1], unseen=tuple(unseen))
    state = State.RUN if test else State.CHECKED
    return Proof(state, test or "its signature", tuple(groups), tuple(unseen))
