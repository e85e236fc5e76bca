"""A test that empties what is named after production, perhaps by default, doesn't empty its own."""

import pytest

from guardrail.effects import ResourceChange
from guardrail.frontends.python import read
from guardrail.model import EnvironmentKind, Source
from guardrail.settings import Settings

_CODE = """
import os, boto3
QUEUE = {0}
boto3.client("sqs"{1}).purge_queue(QueueUrl=QUEUE)
"""


def _kinds(queue: str, more: str = "", path: str = "tests/test_orders.py") -> list[EnvironmentKind]:
    found = read(Source(path, "python", _CODE.format(queue, more)), Settings())
    return [one.environment.kind for one in found if isinstance(one, ResourceChange)]


@pytest.mark.parametrize(
    ("queue", "kind"),
    [
        ("'orders-production'", EnvironmentKind.PRODUCTION),
        ("os.environ.get('QUEUE', 'https://q/7/orders-production')", EnvironmentKind.PRODUCTION),
        ("os.environ['QUEUE']", EnvironmentKind.UNKNOWN),
        ("'orders-test'", EnvironmentKind.UNKNOWN),
    ],
)
def test_what_the_name_of_a_resource_says(queue: str, kind: EnvironmentKind) -> None:
    assert _kinds(queue) == [kind]


def test_an_emulator_is_on_this_machine_whatever_it_is_called() -> None:
    local = ", endpoint_url='http://localhost:4566'"
    assert _kinds("'orders-production'", local) == [EnvironmentKind.LOCAL]


def test_elsewhere_a_name_alone_doesnt_say_where_it_is() -> None:
    assert _kinds("'orders-production'", path="jobs/purge.py") == [EnvironmentKind.UNKNOWN]
