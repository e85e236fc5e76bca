"""A dictionary of a connection's settings in a log: whole, or without what somebody left out."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CredentialAction, CredentialUse

HEAD = """\
import logging, os
logger = logging.getLogger(__name__)

def settings():
    return {
        "host": os.environ["DB_HOST"],
        "user": os.environ["DB_USER"],
        "password": os.environ["DB_PASSWORD"],
        "ssl_ca": "/etc/ssl/ca.pem",
        "charset": "utf8mb4", "collation": "utf8mb4_unicode_ci", "use_pure": True,
        "autocommit": False, "connection_timeout": 10, "raise_on_warnings": True,
    }

"""


def told(code: str) -> list[str]:
    """The secrets that the code shows."""
    found = [one for one in items(HEAD + code) if isinstance(one, CredentialUse)]
    return [one.kind for one in found if one.action is CredentialAction.SENT]


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        (" if not k.startswith('ssl_')", True),
        (" if k != 'user'", True),
        (" if k not in ('user', 'charset')", True),
        (" if k != 'password'", False),
        (" if k not in ('password', 'ssl_ca')", False),
        (" if k in ('host', 'user')", False),
        (" if not k.startswith('pass')", False),
        (" if is_public(k)", False),
    ],
)
def test_what_a_comprehension_leaves(condition: str, shown: bool) -> None:
    code = f"shown = {{k: v for k, v in settings().items(){condition}}}\nlogger.info('%s', shown)\n"
    assert told(code) == (["password"] if shown else [])


@pytest.mark.parametrize(
    "code",
    [
        "db_config = settings()\nlogger.info('connecting with %s', db_config)\n",
        "conn_params = settings()\nlogger.info(f'connecting with {conn_params}')\n",
        "db_config = settings()\nlogger.debug('connecting with %r', dict(db_config))\n",
    ],
)
def test_a_dictionary_as_a_whole(code: str) -> None:
    assert told(code) == ["DB_PASSWORD"]


CLASS = """
import dataclasses
from dataclasses import asdict, dataclass, field

SECRET = {"signing_key", "db_password"}

@dataclass(frozen=True)
class Settings:
    region: str
    signing_key: str
    db_password: str

def describe(settings: Settings):
    values = {values}
    return {shown}

def boot(settings: Settings):
    logger.info("starting with %s", describe(settings))
"""


@pytest.mark.parametrize("values", ["asdict(settings)", "vars(settings)", "settings.__dict__"])
@pytest.mark.parametrize(
    ("shown", "told_of"),
    [
        ("{k: v for k, v in values.items() if v}", True),
        ("{k: str(v) for k, v in values.items() if v is not None}", True),
        ("{k: v for k, v in values.items() if k != 'signing_key'}", True),
        ("{k: '***' if k in SECRET else v for k, v in values.items()}", False),
        ("{k: v for k, v in values.items() if k not in SECRET}", False),
        ("{k: mask(v) for k, v in values.items()}", False),
        ("sorted(values)", False),
    ],
)
def test_the_fields_of_a_data_class(values: str, shown: str, told_of: bool) -> None:
    assert bool(told(CLASS.replace("{values}", values).replace("{shown}", shown))) is told_of
