"""Whose account a fixture of pytest takes something away from: `boto3.client("sqs")` asks nobody.

A client that a file of tests makes without any address, and without pretending anything, is logged
in as whoever runs the tests. What it empties by a name that doesn't speak of tests is somebody's.
Sources: boto3 1.44, "Credentials"; google-auth 2, `default`; azure-identity 1,
`DefaultAzureCredential`: the environment of the person or of the runner says who that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from guardrail.effects import DataChange, ResourceChange, Scope, Verb
from guardrail.frontends.python.found import Said
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import is_fixture
from guardrail.frontends.python.receivers.named_addresses import FOR_TESTS, PRETENDED
from guardrail.frontends.python.source.structure import place_of
from guardrail.knowledge.python.rows import words
from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_CLOUDS = words(
    "aws azure google gcp s3 gcs dynamodb firestore cosmos bigtable bigquery cloudflare"
    " digitalocean hetzner linode kubernetes"
)
_MADE = late(r"\b(?:boto3|aioboto3)\.|\b\w*Client\(|Credential\(|load_kube_config\(")
_ELSEWHERE = late(
    r"(?i)moto\b|mock_|endpoint|emulator|localhost|azurite|minio|127\.0\.0\.1"
    r"|minikube|k3[ds]\b|envtest"
)
"""What says that the client speaks to something else than the cloud."""
_OWN = late(r"[\"'](?:[\w./:-]*[^\w/])?(?i:test|testing|ci|sandbox|tmp)[\w./:-]*[\"']")
"""A text that names something of the tests' own."""
_TESTS = late(r"^\s*(?:async\s+)?def test_|\bpytest\b|\bunittest\b", re.MULTILINE)
_SOMEBODYS = Environment(EnvironmentKind.UNKNOWN, "the account of whoever runs the tests")


def in_account(reading: Reading, call: Call, items: Sequence[Said]) -> Sequence[Said]:
    """What a call does, with whose it is where a fixture does it in somebody's account."""
    ran = _is_run(reading)
    of_account = _is_any if ran else _is_named
    if not any(map(of_account, items)) or not _logs_in(reading):
        return items
    definitions = place_of(reading.module, call.node.start_byte).definitions
    if not ran and not any(is_fixture(reading.module, one) for one in definitions):
        return items
    return [_placed(one) if of_account(one) else one for one in items]


def _placed(item: Said) -> Said:
    if isinstance(item, (DataChange, ResourceChange)) and item.environment == Environment():
        return replace(item, environment=_SOMEBODYS)
    return item


def _is_named(item: Said) -> bool:
    """Whether something of a cloud's goes, by a name that doesn't speak of tests."""
    if isinstance(item, ResourceChange):
        cloud, name = item.provider, item.id
    elif isinstance(item, DataChange):
        cloud, name = item.dialect, item.target
    else:
        return False
    known = bool(name) and HOLE_WORD not in name
    return cloud in _CLOUDS and (known or _empties(item)) and not FOR_TESTS.search(name)


def _is_any(item: Said) -> bool:
    """Whether something of a cloud's goes that nobody has picked, whatever it is called."""
    if isinstance(item, ResourceChange):
        taken = item.verb is Verb.DELETE and item.provider in _CLOUDS and not item.chosen
        return taken and not FOR_TESTS.search(item.id)
    return _is_named(item)


def _empties(item: DataChange | ResourceChange) -> bool:
    """Whether everything in something goes, whatever that is called."""
    if isinstance(item, DataChange):
        return item.scope is Scope.NONE
    return item.kind.endswith("messages") and not item.chosen


def _is_run(reading: Reading) -> bool:
    """Whether a module among the tests is no test, but runs by itself: `tests/cleanup.py`."""
    text = reading.module.text
    return "__main__" in text and _TESTS.search(text) is None


def _logs_in(reading: Reading) -> bool:
    """Whether a module makes clients of a cloud, and none that speaks to something else."""
    facts, key = reading.module.facts, "logs in"
    if key not in facts:
        text = reading.module.text
        alone = not any(one.search(text) for one in (PRETENDED, _ELSEWHERE, _OWN))
        facts[key] = alone and _MADE.search(text) is not None
    return bool(facts[key])
