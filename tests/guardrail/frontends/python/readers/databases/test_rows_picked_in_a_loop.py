"""A loop that picks among rows doesn't delete all of them."""

from textwrap import dedent, indent

import pytest

from guardrail.effects import DataChange, SchemaChange, Scope
from guardrail.engine.extract import extract
from guardrail.model import Confidence, Source
from guardrail.settings import Settings

LOOPS = {
    "django": ("for one in User.objects.all():", "one.delete()"),
    "sqlalchemy": ("for one in session.query(User).all():", "session.delete(one)"),
}


def scopes(loop: str, body: str) -> list[Scope]:
    """The scopes of the deletions in a loop with that body, `DELETE` standing for the call."""
    head, call = LOOPS[loop]
    written = indent(dedent(body).replace("DELETE", call), "    ")
    text = f"from app.models import User\n\n{head}\n{written}\n"
    facts = extract(Source("app/clean.py", "python", text), Settings())
    return [fact.scope for fact in facts if isinstance(fact, DataChange)]


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize(
    ("body", "scope"),
    [
        ("DELETE", Scope.NONE),
        ("log(one)\nwith lock:\n    DELETE", Scope.NONE),
        ("if one.is_stale:\n    DELETE", Scope.UNKNOWN),
        ("if one.is_fresh:\n    pass\nelse:\n    DELETE", Scope.UNKNOWN),
        ("try:\n    look(one)\nexcept Gone:\n    DELETE", Scope.UNKNOWN),
        ("if one.is_fresh:\n    continue\nDELETE", Scope.UNKNOWN),
        ("if not one:\n    continue\nDELETE", Scope.NONE),
        ("if one is not None:\n    DELETE", Scope.NONE),
        ("if other:\n    DELETE", Scope.NONE),
        ("if not args.dry_run and armed:\n    DELETE", Scope.NONE),
        ("if dry_run:\n    continue\nDELETE", Scope.NONE),
        ("if confirmed(question):\n    DELETE", Scope.UNKNOWN),
        ("if one.name in kept:\n    continue\nDELETE", Scope.UNKNOWN),
        ("count += 1\nif count < most:\n    DELETE", Scope.UNKNOWN),
        ("if left:\n    DELETE\nleft = look(left)", Scope.UNKNOWN),
        ("if queue:\n    DELETE\nqueue.pop()", Scope.UNKNOWN),
        ("if not one.get('stale'):\n    continue\nDELETE", Scope.UNKNOWN),
        ("# continue\nDELETE", Scope.NONE),
    ],
)
def test_only_what_is_picked_is_reached(loop: str, body: str, scope: Scope) -> None:
    assert scopes(loop, body) == [scope]


def test_a_condition_around_the_loop_picks_nothing() -> None:
    text = "from app.models import User\n\nif ready:\n    for one in User.objects.all():\n"
    facts = extract(Source("a.py", "python", text + "        one.delete()\n"), Settings())
    assert [fact.scope for fact in facts if isinstance(fact, DataChange)] == [Scope.NONE]


@pytest.mark.parametrize(
    ("loop", "confidence"),
    [
        ("for name in db.list_collection_names():\n    db[name].drop()", Confidence.HIGH),
        ("list(pool.map(db.drop_collection, db.list_collection_names()))", Confidence.HIGH),
        ("names = [n for n in old]\nlist(map(db.drop_collection, names))", Confidence.HIGH),
        ("names = [n for n in old if n < x]\nlist(map(db.drop_collection, names))", Confidence.LOW),
        (
            "for one in db.list_collection_names():\n    if is_old(one):\n        db[one].drop()",
            Confidence.LOW,
        ),
        (
            "for name in filter(is_old, db.list_collection_names()):\n    db.drop_collection(name)",
            Confidence.LOW,
        ),
        (
            "x = [n for n in db.list_collection_names() if n < y]\nfor n in list(x): db[n].drop()",
            Confidence.LOW,
        ),
    ],
)
def test_tables_that_are_chosen_among_those_listed(loop: str, confidence: Confidence) -> None:
    text = f"from pymongo import MongoClient\ndb = MongoClient().shop\n{loop}\n"
    facts = extract(Source("app/clean.py", "python", text), Settings())
    assert [one.confidence for one in facts if isinstance(one, SchemaChange)] == [confidence]


@pytest.mark.parametrize(
    ("end", "scope"), [("self._where()", Scope.UNKNOWN), ("self.suffix", Scope.NONE)]
)
def test_what_a_method_adds_to_a_statement_may_be_its_condition(end: str, scope: Scope) -> None:
    text = f"def go(self):\n    cur.execute('DELETE FROM ' + self.table + {end})\n"
    facts = extract(Source("app/clean.py", "python", text), Settings())
    assert [one.scope for one in facts if isinstance(one, DataChange)] == [scope]
