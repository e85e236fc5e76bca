"""A setting that is empty unless the environment fills it picks nothing where nobody does."""

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange

_BODY = "boto3.resource('s3').Bucket('b').objects.filter(Prefix={0}).delete()"
_UNSET = "unscoped when PREFIX is left out"


def _reasons(code: str) -> list[str]:
    found = list(items(f"import boto3\nimport os\n\n{code}"))
    return [one.reason for one in found if isinstance(one, DataChange)]


@pytest.mark.parametrize(
    "value",
    [
        "os.environ.get('PREFIX', '')",
        "os.getenv('PREFIX')",
        "os.environ.get('PREFIX', '').strip()",
        "config('PREFIX', default='')",
        "env.str('PREFIX', default=None)",
    ],
)
def test_what_the_environment_may_leave_empty_leaves_every_object(value: str) -> None:
    assert _reasons(f"P = {value}\n\ndef clear():\n    {_BODY.format('P')}\n") == [_UNSET]
    assert _reasons(_BODY.format(value)) == [_UNSET]


def test_a_field_may_be_left_empty_too() -> None:
    code = (
        "from dataclasses import dataclass, field\n\n@dataclass\nclass Config:\n"
        "    prefix: str = field(default_factory=lambda: os.environ.get('PREFIX', ''))\n\n"
        f"config = Config()\n{_BODY.format('config.prefix')}\n"
    )
    assert _reasons(code) == [_UNSET]


@pytest.mark.parametrize(
    "code",
    [
        f"P = os.environ['PREFIX']\n{_BODY.format('P')}\n",
        f"P = os.environ.get('PREFIX', 'tmp/')\n{_BODY.format('P')}\n",
        f"P = os.environ.get('PREFIX') or 'tmp/'\n{_BODY.format('P')}\n",
        f"P = config('PREFIX')\n{_BODY.format('P')}\n",
        (
            f"P = os.getenv('PREFIX')\nif not P:\n    raise SystemExit\n\n"
            f"def clear():\n    {_BODY.format('P')}\n"
        ),
    ],
)
def test_one_that_is_always_there_leaves_others_out(code: str) -> None:
    assert _reasons(code) == [""]


@pytest.mark.parametrize(
    ("value", "told"), [("os.getenv('SEL', '')", 1), ("''", 1), ("'job=old'", 0)]
)
def test_a_selector_that_is_empty_selects_everything(value: str, told: int) -> None:
    code = (
        f"import os\nfrom kubernetes import client\nSEL = {value}\n"
        "client.CoreV1Api().delete_collection_namespaced_secret('shop', label_selector=SEL)\n"
    )
    found = [one for one in items(code) if isinstance(one, ResourceChange)]
    assert len(found) == told
    assert all(one.chosen == "" and one.guards == () for one in found)


@pytest.mark.parametrize(
    ("keep", "picked"),
    [
        ("KEEP = int(os.environ.get('KEEP', '0'))", ""),
        ("KEEP = 0", ""),
        ("KEEP = int(os.environ.get('KEEP', '14'))", "age"),
        ("KEEP = max(3, int(os.environ.get('KEEP', '0')))", "age"),
    ],
)
def test_of_the_newest_none_is_kept_where_their_number_is_nought(keep: str, picked: str) -> None:
    code = (
        f"import os, digitalocean\n{keep}\nmanager = digitalocean.Manager(token=token)\n"
        "for one in sorted(manager.get_droplet_snapshots(), key=made)[KEEP:]:\n    one.destroy()\n"
    )
    found = [one for one in items(code) if isinstance(one, ResourceChange)]
    assert [one.chosen for one in found] == [picked]


def test_a_parameter_that_is_nought_by_default_keeps_none() -> None:
    code = (
        "import hcloud\nclient = hcloud.Client(token=token)\n"
        "def rotate(keep: int = {0}):\n"
        "    for one in client.images.get_all()[keep:]:\n        one.delete()\n"
    )
    for default, picked in (("0", ""), ("7", "age")):
        found = [one for one in items(code.format(default)) if isinstance(one, ResourceChange)]
        assert [one.chosen for one in found] == [picked]
