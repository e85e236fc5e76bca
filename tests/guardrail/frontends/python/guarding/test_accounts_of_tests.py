"""A fixture that logs in to a cloud as whoever runs it empties what is somebody's."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange

CODE = """
import boto3
import pytest
from kubernetes import client, config
{0}
{1}
def orders():
    {2}
"""
PURGE = "boto3.client('sqs'{0}).purge_queue(QueueUrl='https://sqs/7/shop-orders')"
EMPTY = "boto3.resource('s3').Bucket('shop-uploads').objects.all().delete()"


def whose(does: str, before: str = "", mark: str = "@pytest.fixture", path: str = "") -> str:
    """What is said of the place of the one thing that a file of tests takes away."""
    found = items(CODE.format(before, mark, does), path or "tests/conftest.py")
    (one,) = [each for each in found if isinstance(each, (DataChange, ResourceChange))]
    return one.environment.reason


PURGE_ALL = "boto3.client('sqs').purge_queue(QueueUrl=urls['orders'])"
CLAIMS = (
    "config.load_kube_config()\n    client.CoreV1Api()"
    ".delete_collection_namespaced_persistent_volume_claim('streaming')"
)


@pytest.mark.parametrize("does", [PURGE.format(""), EMPTY, PURGE_ALL, CLAIMS])
def test_a_client_without_an_address_is_of_whoever_runs_the_tests(does: str) -> None:
    assert whose(does) == "the account of whoever runs the tests"


@pytest.mark.parametrize(
    ("does", "before", "mark", "path"),
    [
        (PURGE.format(""), "from moto import mock_aws", "@pytest.fixture", ""),
        (PURGE.format(""), "from botocore.stub import Stubber", "@pytest.fixture", ""),
        (PURGE.format(", endpoint_url=URL"), "", "@pytest.fixture", ""),
        (PURGE.format("").replace("shop-orders", "test-orders"), "", "@pytest.fixture", ""),
        (PURGE_ALL, "QUEUES = ('orders-test',)", "@pytest.fixture", ""),
        (CLAIMS, "# against minikube", "@pytest.fixture", ""),
        (PURGE.format(""), "", "", ""),
        (PURGE.format(""), "", "@pytest.fixture", "app/queues.py"),
    ],
)
def test_what_is_pretended_elsewhere_or_the_tests_own_is_not(
    does: str, before: str, mark: str, path: str
) -> None:
    assert whose(does, before, mark, path) == ""


@pytest.mark.parametrize(
    ("below", "whose"),
    [
        ("", ""),
        ("if __name__ == '__main__':\n    orders()\n", "the account of whoever runs the tests"),
        ("if __name__ == '__main__':\n    pytest.main()\n", ""),
    ],
)
def test_a_script_among_the_tests_is_no_test(below: str, whose: str) -> None:
    code = f"import boto3\n\ndef orders():\n    {EMPTY}\n{below}"
    found = items(code, "tests/cleanup.py")
    (one,) = [each for each in found if isinstance(each, DataChange)]
    assert one.environment.reason == whose
