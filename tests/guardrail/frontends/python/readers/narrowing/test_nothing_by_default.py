"""Filters of listings that are nothing where nobody says otherwise."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python
from guardrail.model import Level

RULE = load().classes["destroyed-resource"]

AZURE = """\
from azure.mgmt.resource.resources import ResourceManagementClient
client = ResourceManagementClient(key, "s")

def everything(chosen):
    for group in client.resource_groups.list(filter=chosen):
        client.resource_groups.begin_delete(group.name)
"""
HETZNER = """\
from hcloud import Client
client = Client(token=key)

def everything(chosen):
    for one in client.volumes.get_all(label_selector=chosen):
        client.volumes.delete(one)
"""
GOOGLE = """\
from google.cloud import compute_v1
client = compute_v1.InstancesClient()

def everything(chosen):
    for one in client.list(project="shop", zone="a", filter=chosen):
        client.delete(project="shop", zone="a", instance=one.name)
"""
WAYS = [
    'def main(tag={0}):\n    everything(f"ASKED{{tag}}" if tag else None)\n',
    'def main(tag={0}):\n    everything(None if not tag else f"ASKED{{tag}}")\n',
    'def main(tag={0}):\n    everything(f"ASKED{{tag}}" if tag != "" else None)\n',
    'def main(tag={0}):\n    chosen = f"ASKED{{tag}}" if tag else ""\n    everything(chosen)\n',
    (
        'def made(tag):\n    if not tag:\n        return None\n    return f"ASKED{{tag}}"\n\n'
        "def main(tag={0}):\n    everything(made(tag))\n"
    ),
    (
        'def made(tag):\n    if tag:\n        return f"ASKED{{tag}}"\n    return None\n\n'
        "def main(tag={0}):\n    everything(made(tag))\n"
    ),
    (
        'def made(tag):\n    return f"ASKED{{tag}}" if tag else None\n\n'
        "def main(tag={0}):\n    chosen = made(tag)\n    everything(chosen)\n"
    ),
    (
        'import argparse\n\ndef made(tag):\n    return f"ASKED{{tag}}" if tag else None\n\n'
        "parser = argparse.ArgumentParser()\nparser.add_argument('--tag', default={0})\n"
        "args = parser.parse_args()\neverything(made(args.tag))\n"
    ),
    (
        'import click\n\n@click.command()\n@click.option("--tag", default={0})\ndef main(tag):\n'
        '    everything(f"ASKED{{tag}}" if tag else None)\n'
    ),
]


STORES = [(AZURE, "tagName eq "), (HETZNER, "env="), (GOOGLE, "labels.env=")]


def _level(store: str, asked: str, way: str) -> Level:
    code = f"{store}\n{way.replace('ASKED', asked)}"
    found = judge_example(RULE, python(code))
    return max((one.level for one in found), default=Level.OFF)


@pytest.mark.parametrize(("store", "asked"), STORES)
@pytest.mark.parametrize("way", WAYS)
def test_everything_goes_by_default(store: str, asked: str, way: str) -> None:
    assert _level(store, asked, way.format(repr(""))) >= Level.WARNING


@pytest.mark.parametrize(("store", "asked"), STORES)
@pytest.mark.parametrize("way", WAYS)
def test_some_go_by_default(store: str, asked: str, way: str) -> None:
    assert _level(store, asked, way.format(repr("preview"))) <= Level.INFO
