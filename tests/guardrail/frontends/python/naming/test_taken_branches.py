"""What a caller gives decides which branches a function takes, where it is written out."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope
from guardrail.stream import Embedded

START = "import psycopg\ncur = psycopg.connect(dsn).cursor()\n"


def told(code: str) -> set[str]:
    """The texts that the code runs."""
    return {one.source.text for one in items(START + code) if isinstance(one, Embedded)}


FLAG = """\
def _load(table, replace=False):
    {condition}
        cur.execute(f"TRUNCATE {{table}}")

"""


@pytest.mark.parametrize(
    ("condition", "call", "empties"),
    [
        ("if replace:", "_load('orders', replace=True)", True),
        ("if replace:", "_load('orders')", False),
        ("if not replace:", "_load('orders')", True),
        ("if replace is None:", "_load('orders', None)", True),
        ("if replace is not None:", "_load('orders', None)", False),
        ("if replace == 'full':", "_load('orders', 'full')", True),
        ("if replace == 'full':", "_load('orders', 'delta')", False),
        ("if replace and table:", "_load('orders', True)", True),
        ("if replace or day:", "_load('orders', True)", True),
        ("if replace or day:", "_load('orders')", True),
        ("if replace:", "_load('orders', replace=args.full)", True),
        ("if replace:", "FULL = False\n_load('orders', FULL)", False),
        ("if day:\n        pass\n    else:", "_load('orders')", True),
    ],
)
def test_a_branch_that_is_not_taken_does_nothing(condition: str, call: str, empties: bool) -> None:
    assert ("TRUNCATE orders" in told(FLAG.format(condition=condition) + call + "\n")) is empties


VERB = """\
def _audit(policy, enabled=True):
    verb = "AUDIT" if enabled else "NOAUDIT"
    cur.execute(f"{verb} POLICY {policy}")

"""


@pytest.mark.parametrize(
    ("call", "texts"),
    [
        ("_audit('SEEN')", {"AUDIT POLICY SEEN"}),
        ("_audit('SEEN', enabled=False)", {"NOAUDIT POLICY SEEN"}),
    ],
)
def test_words_are_chosen_by_what_is_given(call: str, texts: set[str]) -> None:
    assert {one for one in told(VERB + call + "\n") if "gr_hole" not in one} == texts


WHERE = """\
def _delete(criteria):
    query = "DELETE FROM visits"
    if criteria:
        query += " WHERE " + " AND ".join(f"{name} = %s" for name in criteria)
    cur.execute(query, list(criteria.values()))

"""


@pytest.mark.parametrize(
    ("call", "every"),
    [
        ("_delete({})", True),
        ("_delete({'state': 'expired'})", False),
        ("which = {}\nwhich['state'] = 'expired'\n_delete(which)", False),
        ("which = {}\nif old:\n    which['state'] = 'expired'\n_delete(which)", True),
    ],
)
def test_a_condition_is_added_where_something_is_given(call: str, every: bool) -> None:
    assert ("DELETE FROM visits" in told(WHERE + call + "\n")) is every


ROWS = """\
from shop.models import User

def _remove(only_inactive):
    users = User.objects.all()
    if only_inactive:
        users = users.filter(is_active=False)
    users.delete()

def _purge(**criteria):
    users = User.objects.all()
    if criteria:
        users = users.filter(**criteria)
    users.delete()

"""


@pytest.mark.parametrize(
    ("call", "scope"),
    [
        ("_remove(False)", Scope.NONE),
        ("_remove(only_inactive=True)", Scope.FILTERED),
        ("_remove(args.inactive)", Scope.UNKNOWN),
        ("_purge()", Scope.NONE),
        ("_purge(is_active=False)", Scope.FILTERED),
        ("_purge(**given)", Scope.UNKNOWN),
    ],
)
def test_rows_are_those_that_the_caller_s_branch_leaves(call: str, scope: Scope) -> None:
    found = [one for one in items(ROWS + call + "\n") if isinstance(one, DataChange)]
    rest = "_purge" if "_remove" in call else "_remove"
    told = [one.scope for one in found if not _within(one, ROWS.index(rest))]
    assert told == [scope]


def _within(change: DataChange, start: int) -> bool:
    """Whether a change stands in the function that begins there."""
    end = ROWS.find("\ndef ", start)
    return start <= change.span.start < (end if end > 0 else len(ROWS))
