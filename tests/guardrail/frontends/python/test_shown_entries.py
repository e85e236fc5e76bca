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
