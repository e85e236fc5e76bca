"""What looks as if a secret were hidden before it is shown, and isn't: beside the twin that is."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

ABOVE = """\
import base64, hashlib, logging, os
log = logging.getLogger()
key = os.environ["STRIPE_SECRET_KEY"]
conf = {"user": "x", "password": os.environ["DB_PASSWORD"]}
"""


def shown(lines: str) -> bool:
    """Whether a program is told to show a secret."""
    return level("logged-secret", python(ABOVE + lines + "\n")) > Level.OFF


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        # what only is called so
        ("masked = key[:4] + '***'\nlog.info('key %s', masked)", False),
        ("masked = key\nlog.info('key %s', masked)", True),
        ("hidden = conf\nlog.info('conf %s', hidden)", True),
        (
            "key_hash = hashlib.sha256(key.encode()).hexdigest()\nlog.info('key %s', key_hash)",
            False,
        ),
        # parts that are all of it
        ("log.info('key %s', key[:4])", False),
        ("log.info('key %s', key[-4:])", False),
        ("log.info('key %s', key[:])", True),
        ("log.info('key %s', key[0:])", True),
        ("log.info('key %s', key[::-1])", True),
        ("log.info('key %s', base64.b64encode(key.encode()))", True),
        # before, or too late
        ("conf['password'] = '***'\nlog.info('conf %s', conf)", False),
        ("log.info('conf %s', conf)\nconf['password'] = '***'", True),
        ("conf['user'] = '***'\nlog.info('conf %s', conf)", True),
        ("conf.pop('password')\nlog.info('conf %s', conf)", False),
        ("conf.pop('user')\nlog.info('conf %s', conf)", True),
        # written over, or written over again
        ("log.info('conf %s', {**conf, 'password': '***'})", False),
        ("log.info('conf %s', {'password': '***', **conf})", True),
    ],
)
def test_what_is_hidden_is_the_secret(lines: str, told: bool) -> None:
    assert shown(lines) is told
