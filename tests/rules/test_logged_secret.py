"""Where a secret that is shown is a warning, and where it is only told."""

from __future__ import annotations

import pytest
from guardrail_rules.credential.logged_secret import LoggedSecret

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.frontends.python.readers.secrets.secret_names import is_secret
from guardrail.model import Level

SHOWN = "import os\n\nprint(dict(os.environ))\n"


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("app/clean.py", Level.WARNING),
        ("ci/show_env.py", Level.WARNING),
        ("examples/show_env.py", Level.INFO),
    ],
)
def test_what_ci_prints_is_kept_and_what_an_example_prints_is_not(path: str, level: Level) -> None:
    found = judge_example(LoggedSecret, python(SHOWN, path=path))
    assert [one.level for one in found] == [level]


def test_a_test_s_own_output_is_nobody_s_secret() -> None:
    assert judge_example(LoggedSecret, python(SHOWN, path="tests/test_show.py")) == []


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("storage_key", False),
        ("azure_storage_key", True),
        ("storage_account_key", True),
        ("api_key", True),
    ],
)
def test_where_something_lies_in_a_store_is_no_secret(name: str, secret: bool) -> None:
    assert is_secret(name) is secret


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("str(settings.get_engine().url)", 0),
        ("str(engine.url)", 0),
        ("str(connection.bind.url)", 0),
        ("engine.url.render_as_string(hide_password=False)", 1),
        ("os.environ['DATABASE_URL']", 1),
    ],
)
def test_the_address_of_an_engine_hides_its_password(value: str, told: int) -> None:
    made = f"import logging, os\n\nlog = logging.getLogger()\ndb_url = {value}\n"
    shown = f"{made}log.info('%s', db_url)\n"
    assert len(judge_example(LoggedSecret, python(shown))) == told
