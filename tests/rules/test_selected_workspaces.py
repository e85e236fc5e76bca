"""A workspace that is taken down: which one it is stands in what selected it."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python
from guardrail.model import Level

RULE = load().classes["destroyed-resource"]

PROGRAM = """\
import os, subprocess, argparse
import click

class Terraform:
    def __init__(self, folder, workspace=""):
        self.folder = folder
        self.workspace = workspace

    def __call__(self, *words):
        return self.run(*words)

    def run(self, *words):
        return subprocess.run(["terraform", *words], cwd=self.folder, check=True)

    def names(self):
        return self.run("workspace", "list").stdout.split()

METHODS

def name_of(event):
    name = f"pr-{event['number']}"
    return name if name in known() else FALLBACK

"""
KEPT = """\
    def select(self):
        self("workspace", "select", self.workspace)

    def destroy(self):
        self("destroy", "-auto-approve")
"""
GIVEN = """\
    def take_down(self, workspace):
        self("workspace", "select", workspace)
        self("destroy", "-auto-approve")
"""
FALLING_BACK = """
def on_closed(event):
    workspace = name_of(event)
    if workspace:
        Terraform("infra").take_down(workspace)
"""
LISTED = """
def sweep():
    terraform = Terraform("infra")
    for name in terraform.names():
        if LOOK:
            terraform.take_down(name)
"""
OPTION = """
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--workspace", default=DEFAULT)
    args = parser.parse_args()
    if LOOK:
        parser.error("not that one")
    terraform = Terraform("infra", args.workspace)
    terraform.select()
    terraform.destroy()
"""
CHECKED = """
def check(context, parameter, value):
    if LOOK:
        raise click.BadParameter(value)
    return value

@click.command()
@click.option("--workspace", default=DEFAULT, callback=check)
def main(workspace):
    Terraform("infra").take_down(workspace)
"""
BY_VARIABLE = """
def main(workspace):
    if LOOK:
        raise SystemExit("not that one")
    subprocess.run(
        ["terraform", "destroy", "-auto-approve"],
        env={**os.environ, "TF_WORKSPACE": workspace}, check=True,
    )
"""

HARMFUL = [
    (FALLING_BACK, {"FALLBACK": '"production"'}),
    (LISTED, {"LOOK": 'name != "default"'}),
    (LISTED, {"LOOK": 'name not in ("default", "ops")'}),
    (OPTION, {"LOOK": "not args.workspace", "DEFAULT": '"production"'}),
    (OPTION, {"LOOK": 'args.workspace == "default"', "DEFAULT": "None"}),
    (CHECKED, {"LOOK": "not value", "DEFAULT": '"production"'}),
    (CHECKED, {"LOOK": 'not value.startswith(("pr-", "production"))', "DEFAULT": '"production"'}),
    (BY_VARIABLE, {"LOOK": "not workspace"}),
]
HARMLESS = [
    (FALLING_BACK, {"FALLBACK": "None"}),
    (LISTED, {"LOOK": 'name.startswith("pr-")'}),
    (LISTED, {"LOOK": 'name.startswith("branch-")'}),
    (OPTION, {"LOOK": 'not args.workspace.startswith("preview-")', "DEFAULT": '"preview-a"'}),
    (CHECKED, {"LOOK": 'not value.startswith("pr-")', "DEFAULT": "None"}),
    (BY_VARIABLE, {"LOOK": 'not workspace.startswith("review-")'}),
]


def _text(part: str, words: dict[str, str]) -> str:
    methods = {OPTION: KEPT, BY_VARIABLE: ""}.get(part, GIVEN)
    text = PROGRAM.replace("METHODS", methods) + part
    for name, code in words.items():
        text = text.replace(name, code)
    return text


def _level(part: str, words: dict[str, str]) -> Level:
    found = judge_example(RULE, python(_text(part, words)))
    return max((one.level for one in found), default=Level.OFF)


@pytest.mark.parametrize(("part", "words"), HARMFUL)
def test_whatever_workspace_it_is(part: str, words: dict[str, str]) -> None:
    assert _level(part, words) is Level.ERROR


@pytest.mark.parametrize(("part", "words"), HARMLESS)
def test_one_that_is_made_to_go(part: str, words: dict[str, str]) -> None:
    assert _level(part, words) is Level.INFO


SET_OUTSIDE = """\
import os, subprocess

WORKSPACE = VALUE

def terraform(*words):
    return subprocess.run(["terraform", *words], check=True)

def take_down(workspace):
    terraform("workspace", "select", workspace)
    terraform("destroy", "-auto-approve")

def main():
    if LOOK:
        return 2
    take_down(WORKSPACE)
"""


@pytest.mark.parametrize(
    ("value", "look", "expected"),
    [
        ('os.environ.get("WORKSPACE", "")', 'not WORKSPACE.startswith("pr-")', Level.INFO),
        ('os.environ["WORKSPACE"]', 'not WORKSPACE.startswith("preview-")', Level.INFO),
        ('os.getenv("WORKSPACE") or ""', 'not WORKSPACE.startswith("pr-")', Level.INFO),
        ('os.environ.get("WORKSPACE", "")', "not WORKSPACE", Level.ERROR),
        ('os.environ.get("WORKSPACE", "production")', "not WORKSPACE", Level.ERROR),
        ('os.environ.get("WORKSPACE", "")', 'WORKSPACE.startswith("pr-")', Level.ERROR),
        ('os.environ.get("WORKSPACE", "")', 'os.environ.get("CI") is None', Level.ERROR),
    ],
)
def test_one_that_the_environment_says(value: str, look: str, expected: Level) -> None:
    text = SET_OUTSIDE.replace("VALUE", value).replace("LOOK", look)
    found = judge_example(RULE, python(text))
    assert max((one.level for one in found), default=Level.OFF) is expected
