"""Directories of people: what a loop over everybody deletes or locks, what goes as a branch."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange, Scope
from guardrail.knowledge.python import directories
from guardrail.knowledge.python.kinds import OfKind

ROWS = [row for row in directories.ROWS if isinstance(row, OfKind)]


def lost(code: str) -> bool:
    """Whether everybody is deleted or locked, or a whole branch goes."""
    return any(
        isinstance(one, ResourceChange)
        or (isinstance(one, DataChange) and one.scope in (Scope.NONE, Scope.TAUTOLOGY))
        for one in items(code)
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.names[0]} {row.on[0]}")
def test_an_example_loses_something_and_its_twin_nothing(row: OfKind) -> None:
    assert lost(row.example)
    assert not lost(row.twin)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [("(objectClass=person)", True), ("(&(objectClass=person)(employeeType=left))", False)],
)
def test_a_search_in_pages_gives_everybody_too(wanted: str, told: bool) -> None:
    head = "from ldap3 import Connection\nbox = Connection(server)\n"
    pages = f"box.extend.standard.paged_search('dc=a', '{wanted}', generator=True)"
    assert lost(f"{head}for one in {pages}:\n    box.delete(one['dn'])\n") is told


ASKED = """
from ldap3 import Connection

def purge(box: Connection, left=None):
    clauses = ["(objectClass=person)"{more}]
    {when}clauses.append(f"(leftOn<={{left}})")
    box.search("dc=a", "(&" + "".join(clauses) + ")")
    for one in [entry.entry_dn for entry in box.entries]:
        box.delete(one)
"""


@pytest.mark.parametrize(
    ("more", "when", "scope"),
    [
        ("", "if left: ", Scope.UNKNOWN),
        ("", "", None),
        (", '(title=left)'", "if left: ", None),
    ],
)
def test_a_filter_of_which_a_part_is_put_in_on_some_ways(
    more: str, when: str, scope: Scope | None
) -> None:
    found = [
        one for one in items(ASKED.format(more=more, when=when)) if isinstance(one, DataChange)
    ]
    assert [(one.scope, one.reason) for one in found] == (
        [(scope, "unscoped when a part of its filter is left out")] if scope else []
    )


JOINED = """
from ldap3 import Connection

OPERATOR = "{sign}"
DISABLED = "(userAccountControl:1.2.840.113556.1.4.803:=2)"

def stale(limit):
    clauses = ["(objectCategory=person)", DISABLED]
    clauses += [f"(whenChanged<={{limit:%Y%m%d}}.0Z)"]
    return {text}

def purge(box: Connection, limit):
    for one in box.extend.standard.paged_search("dc=a", stale(limit)):
        if one["type"] != "searchResEntry":
            continue
        box.delete(one["dn"])
"""


@pytest.mark.parametrize(
    "text",
    [
        """f"({OPERATOR}{''.join(clauses)})\"""",
        """"(" + OPERATOR + "".join(clauses) + ")\"""",
        """"({}{})".format(OPERATOR, "".join(clauses))""",
        """"(%s%s)" % (OPERATOR, "".join(clauses))""",
    ],
)
@pytest.mark.parametrize(("sign", "told"), [("|", True), ("&", False)])
def test_conditions_that_are_joined_are_read_as_one_filter(
    text: str, sign: str, told: bool
) -> None:
    assert lost(JOINED.format(text=text, sign=sign)) is told
