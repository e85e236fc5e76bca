"""A core statement made by the package's name is about its argument, not about the package."""

import pytest

from guardrail.effects import DataChange, Scope
from guardrail.engine.extract import extract
from guardrail.model import Source
from guardrail.settings import Settings


@pytest.mark.parametrize(
    ("statement", "target", "scope"),
    [
        ("sa.delete(User)", "User", Scope.NONE),
        ("sa.delete(models.User)", "User", Scope.NONE),
        ("sa.update(db.Rule).values(enabled=False)", "Rule", Scope.NONE),
        ("sa.delete(User).where(User.name == name)", "User", Scope.FILTERED),
        ("users.delete()", "users", Scope.NONE),
        ("users.delete(None)", "users", Scope.NONE),
        ("users.delete(users.c.state == 'x')", "users", Scope.FILTERED),
        ("users.update(users.c.id == 7, values)", "users", Scope.KEYED),
        ("jobs.delete(job.runner_id)", "jobs", Scope.FILTERED),
    ],
)
def test_what_a_statement_is_about(statement: str, target: str, scope: Scope) -> None:
    text = f"import sqlalchemy as sa\n\nsession.execute({statement})\n"
    facts = extract(Source("app/a.py", "python", text), Settings())
    found = [fact for fact in facts if isinstance(fact, DataChange)]
    assert [(fact.target, fact.scope) for fact in found] == [(target, scope)]


EVERY = "each table of Base"


@pytest.mark.parametrize(
    ("loop", "scope"),
    [
        ("for t in reversed(Base.metadata.sorted_tables):", Scope.NONE),
        ("for t in Base.metadata.sorted_tables:", Scope.NONE),
        ("for t in Base.metadata.tables.values():", Scope.NONE),
        ("for t in Base.metadata.sorted_tables:\n    if t.name == 'v': continue", Scope.NONE),
        ("for t in Base.metadata.sorted_tables:\n  if t.name not in kept:", Scope.NONE),
        ("for t in Base.metadata.sorted_tables:\n  if t.name.startswith('tmp'):", Scope.UNKNOWN),
    ],
)
def test_a_loop_over_all_tables_reaches_them_unless_it_picks(loop: str, scope: Scope) -> None:
    text = f"{loop}\n    session.execute(t.delete())\n"
    facts = extract(Source("app/a.py", "python", text), Settings())
    found = [fact for fact in facts if isinstance(fact, DataChange)]
    assert [(fact.target, fact.scope) for fact in found] == [(EVERY, scope)]


def test_a_text_that_another_library_builds_is_no_statement_of_this_one() -> None:
    text = "session.execute(Builder.update(users).set(users.active, False).get_sql())\n"
    facts = extract(Source("app/a.py", "python", text), Settings())
    assert not [fact for fact in facts if isinstance(fact, DataChange)]
