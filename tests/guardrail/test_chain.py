"""One finding all the way: a workflow, a shell, Python and SQL, each inside the other."""

from __future__ import annotations

from textwrap import dedent

from guardrail.effects import DataChange, Effect, Scope, Verb
from guardrail.engine.extract import extract
from guardrail.model import EnvironmentKind, Source
from guardrail.settings import Settings

WORKFLOW = dedent(
    """\
    name: nightly
    on: {schedule: [{cron: "0 3 * * *"}]}
    env:
      DATABASE_URL: ${{ secrets.PROD_DB }}
    jobs:
      clean:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - name: clean
            run: |
              pip install psycopg
              python -c "
              import os, psycopg
              cur = psycopg.connect(os.environ['DATABASE_URL']).cursor()
              cur.execute('DELETE FROM users')"
    """
)


def effects(text: str, path: str = ".github/workflows/clean.yml") -> list[Effect]:
    facts = extract(Source(path, "workflow", text), Settings())
    return [fact for fact in facts if isinstance(fact, Effect)]


def test_a_delete_is_followed_through_three_languages() -> None:
    (change,) = [effect for effect in effects(WORKFLOW) if isinstance(effect, DataChange)]
    assert (change.verb, change.target, change.scope) == (Verb.DELETE, "users", Scope.NONE)
    assert [step.label for step in change.via][:2] == ['step "clean"', "python -c"]
    assert change.via[-1].label.endswith("cur.execute") or "execute" in change.via[-1].label
    assert change.environment.kind is EnvironmentKind.PRODUCTION
    assert change.environment.reason == "DATABASE_URL is secrets.PROD_DB"
    assert WORKFLOW[change.span.start : change.span.end] == "DELETE FROM users"
    assert change.span.exact


def test_every_quoting_on_the_way_is_seen_through() -> None:
    text = dedent(
        """\
        jobs:
          a:
            steps:
              - run: "bash -c \\"psql -h prod-1 -c \\\\\\"DELETE FROM users\\\\\\"\\""
        """
    )
    (change,) = effects(text)
    assert isinstance(change, DataChange)
    assert [step.label for step in change.via] == ["step 1", "bash -c", "psql -c"]
    assert change.environment.kind is EnvironmentKind.PRODUCTION
    assert text[change.span.start : change.span.end] == "DELETE FROM users"


def test_a_heredoc_in_a_block_scalar() -> None:
    text = dedent(
        """\
        jobs:
          a:
            steps:
              - run: |
                  psql "$DATABASE_URL" <<'SQL'
                    UPDATE users
                    SET active = false;
                  SQL
        """
    )
    (change,) = effects(text)
    assert isinstance(change, DataChange)
    assert (change.verb, change.scope) == (Verb.UPDATE, Scope.NONE)
    whole = "".join(
        text[start:end]
        for start, end in change.span.parts or ((change.span.start, change.span.end),)
    )
    assert whole.split() == ["UPDATE", "users", "SET", "active", "=", "false"]


def test_harmless_twins_yield_nothing() -> None:
    for run in (
        "echo 'DELETE FROM users'",
        "git commit -m 'DELETE FROM users'",
        "python -c \"print('DELETE FROM users')\"",
        "psql -c 'SELECT 1'",
    ):
        text = f"jobs:\n  a:\n    steps:\n      - run: {run}\n"
        assert [effect for effect in effects(text) if isinstance(effect, DataChange)] == []
