"""A loop that picks among rows doesn't delete all of them."""

from textwrap import dedent, indent

import pytest

from guardrail.effects import DataChange, Scope
from guardrail.engine.extract import extract
from guardrail.model import Source
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
        ("if other:\n    DELETE", Scope.UNKNOWN),
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
