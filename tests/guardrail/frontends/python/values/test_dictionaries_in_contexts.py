"""Clients that a group of Click's commands puts into a dictionary for those below it."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange

GROUP = """\
import click
import redis
import typer

@click.group()
@click.pass_context
def cli(ctx):
    ctx.obj = {{"client": redis.Redis(host="cache.acme.io"), "name": "cache"}}

@cli.command()
@{decorator}
def purge({parameter}):
    {taken}
"""


@pytest.mark.parametrize(
    ("decorator", "parameter", "taken", "told"),
    [
        ("click.pass_obj", "obj", 'obj["client"].flushall()', True),
        (
            "click.pass_obj",
            "obj: dict",
            'r, name = obj["client"], obj["name"]\n    r.flushall()',
            True,
        ),
        ("click.pass_context", "ctx", 'ctx.obj["client"].flushall()', True),
        ("click.pass_context", "ctx", 'obj = ctx.obj\n    obj["client"].flushall()', True),
        ("click.pass_obj", "obj", 'obj["name"].flush()', False),
        ("other.decorator", "obj", 'obj["client"].flush()', False),
    ],
)
def test_what_is_put_into_the_context_is_taken_out(
    decorator: str, parameter: str, taken: str, told: bool
) -> None:
    code = GROUP.format(decorator=decorator, parameter=parameter, taken=taken)
    assert any(isinstance(one, DataChange) for one in items(code)) is told
