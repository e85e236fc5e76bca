"""Patterns that every row matches where nobody says how a value begins."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = "import os, sqlite3\ndb = sqlite3.connect('/srv/kv.db')\n"
START += "PREFIX = os.environ.get('PREFIX', '')\n"
DELETE = "DELETE FROM kv WHERE key LIKE "


def told(code: str) -> list[str]:
    """Why all rows are changed, by the changes that say so."""
    found = [one for one in items(START + code) if isinstance(one, DataChange)]
    return [one.reason for one in found if one.scope is not Scope.FILTERED]


@pytest.mark.parametrize(
    ("mark", "bound"),
    [
        ("?", "(prefix + '%',)"),
        ("%s", "[f'{prefix}%']"),
        (":p", "{'p': '%s%%' % prefix}"),
        ("$1", "prefix + '%'"),
    ],
)
@pytest.mark.parametrize(
    ("parameter", "reasons"),
    [
        ("prefix=''", ["unscoped when prefix is empty"]),
        ("prefix=None", ["unscoped when prefix is empty"]),
        ("prefix='preview:'", []),
        ("prefix", []),
    ],
)
def test_what_is_bound_to_a_pattern(
    mark: str, bound: str, parameter: str, reasons: list[str]
) -> None:
    assert told(f'def drop({parameter}):\n    db.execute("{DELETE}{mark}", {bound})\n') == reasons


@pytest.mark.parametrize(
    ("code", "reasons"),
    [
        (f'db.execute("{DELETE}?", ("%",))', ["the pattern '%' matches every row"]),
        (f'db.execute("{DELETE}?", (PREFIX + "%",))', ["unscoped when PREFIX is empty"]),
        (f'db.execute("{DELETE}? AND old = 1", (PREFIX + "%",))', []),
        (f'db.execute("{DELETE}?", ("tmp" + PREFIX + "%",))', []),
        (
            'db.execute("UPDATE kv SET by = ? WHERE key LIKE ?", (me, PREFIX + "%"))',
            ["unscoped when PREFIX is empty"],
        ),
        ('db.execute("SELECT * FROM kv WHERE key LIKE ?", ("%",))', []),
    ],
)
def test_which_statements_ask_for_a_pattern_alone(code: str, reasons: list[str]) -> None:
    assert told(code + "\n") == reasons


def test_a_method_is_called_without_a_beginning() -> None:
    code = (
        "class Store:\n"
        "    def drop(self, prefix='{}'):\n"
        f"        db.execute('{DELETE}?', (prefix + '%',))\n\nStore().drop()\n"
    )
    assert told(code.format(""))[-1] == "the pattern '%' matches every row"
    assert told(code.format("preview:")) == []


@pytest.mark.parametrize(
    "done",
    [
        "Log.objects.filter(path__startswith=prefix).delete()",
        "session.execute(delete(Entry).where(Entry.path.startswith(prefix)))",
        "session.execute(delete(Entry).where(Entry.path.like(f'{prefix}%')))",
        "session.query(Entry).filter(Entry.path.ilike(prefix + '%')).delete()",
    ],
)
@pytest.mark.parametrize(("parameter", "left"), [("prefix=''", True), ("prefix", False)])
def test_so_do_mappers(done: str, parameter: str, left: bool) -> None:
    code = "from shop.models import Entry, Log\nfrom sqlalchemy import delete\n\n"
    reasons = ["unscoped when prefix is empty"] if left else []
    assert told(f"{code}def drop(session, {parameter}):\n    {done}\n") == reasons
