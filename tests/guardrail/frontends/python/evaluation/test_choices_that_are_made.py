"""Conditions that are known to hold or not, commands with their defaults, and steps of a turn."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import GuardChange, PrivilegeChange, ResourceChange
from guardrail.stream import Embedded

CLIENT = """\
import aiohttp


class Client:
    def __init__(self, *, verify={default}):
        self._verify = verify

    def open(self):
        return aiohttp.TCPConnector(ssl={given})


Client().open()
"""


@pytest.mark.parametrize(
    ("default", "given", "told"),
    [
        ("False", "context if self._verify else False", True),
        ("True", "context if self._verify else False", False),
        ("True", "False if not self._verify else context", False),
        ("False", "False if not self._verify else context", True),
        ("find()", "context if self._verify else False", False),
    ],
)
def test_the_branch_that_a_condition_takes(default: str, given: str, told: bool) -> None:
    found = items(CLIENT.format(default=default, given=given))
    assert any(isinstance(one, GuardChange) for one in found) is told


STACK = """\
import aws_cdk as cdk
from aws_cdk import aws_s3 as s3


class Uploads(cdk.Stack):
    def __init__(self, scope, name, *, stage):
        super().__init__(scope, name)
        passing = stage in {passing}
        s3.Bucket(
            self,
            "Uploads",
            removal_policy=cdk.RemovalPolicy.DESTROY if passing else cdk.RemovalPolicy.RETAIN,
            auto_delete_objects=passing,
        )


for stage in {stages}:
    Uploads(cdk.App(), "uploads", stage=stage)
"""


@pytest.mark.parametrize(
    ("passing", "stages", "told"),
    [
        ('("dev", "prod")', '["dev", "prod"]', True),
        ('("dev", "test")', '["dev", "prod"]', False),
        ('("dev", "test")', '["dev", "test"]', False),
        ('("dev", "test")', "list_stages()", False),
    ],
)
def test_stages_whose_data_go(passing: str, stages: str, told: bool) -> None:
    found = items(STACK.format(passing=passing, stages=stages))
    changes = [one for one in found if isinstance(one, ResourceChange)]
    assert any(one.protections for one in changes) is told


COMMAND = """\
import click
from huggingface_hub import HfApi


def publish(name, private):
    HfApi().create_repo(name, private=private)


@click.command()
@click.option("--private/--public", "private", default={default})
def main(private):
    publish("acme/tickets", private)


if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize(("default", "told"), [("False", True), ("True", False)])
def test_a_command_has_the_defaults_of_its_options(default: str, told: bool) -> None:
    found = items(COMMAND.format(default=default))
    assert any(isinstance(one, PrivilegeChange) for one in found) is told


def test_each_turn_of_a_loop_runs_all_steps_on_one_thing() -> None:
    code = (
        "import psycopg\n"
        'STEPS = ["DROP POLICY own ON {t}", "CREATE POLICY own ON {t} USING (a = 1)"]\n'
        "def run(connection: psycopg.Connection, schema='public'):\n"
        "    for name in ('accounts', 'contacts'):\n"
        "        table = f'{schema}.{name}'\n"
        "        for step in STEPS:\n"
        "            connection.execute(step.format(t=table))\n"
    )
    texts = [one.source.text for one in items(code) if isinstance(one, Embedded)]
    assert not any("accounts" in one for one in texts) or not any(
        "contacts" in one for one in texts
    )


@pytest.mark.parametrize(("mode", "told"), [("0o666", True), ("0o640", False)])
def test_what_is_only_asked_to_differ_still_comes_by(mode: str, told: bool) -> None:
    code = (
        "import os\n"
        f'MODES = {{"file": {mode}}}\n'
        "def apply(path, kind):\n"
        "    mode = MODES[kind]\n"
        "    current = os.stat(path).st_mode\n"
        "    if current != mode:\n"
        "        os.chmod(path, mode)\n"
        'apply("/etc/shop/key", "file")\n'
    )
    assert any(isinstance(one, PrivilegeChange) for one in items(code)) is told
