"""Secrets of a store that an object keeps, and shows by a method of its own."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CredentialUse

CONFIG = """
import json
import logging
from google.cloud import secretmanager

logger = logging.getLogger("config")

class Config:
    def __init__(self):
        self._client = secretmanager.SecretManagerServiceClient()
        self._data = {{}}

    def load(self):
        reply = self._client.access_secret_version(request={{"name": "card"}})
        self._data = json.loads(reply.payload.data.decode("utf-8"))
        return self

    def summary(self):
        return {0}

config = Config().load()
logger.info("configured: %s", json.dumps(config.summary()))
"""


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("self._data", True),
        ("{key: value for key, value in self._data.items()}", True),
        ("[value for key, value in self._data.items() if key != 'mode']", True),
        ("{key: 'set' if value else 'missing' for key, value in self._data.items()}", False),
        ("sorted(self._data)", False),
        ("len(self._data)", False),
    ],
)
def test_what_an_object_keeps_of_a_store_goes_into_a_log(shown: str, told: bool) -> None:
    found = items(CONFIG.format(shown))
    assert any(isinstance(one, CredentialUse) for one in found) is told
