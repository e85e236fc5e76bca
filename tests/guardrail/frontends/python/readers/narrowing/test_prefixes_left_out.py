"""A prefix that is empty by default picks nothing where somebody gives none."""

import pytest
from reading_python import items

from guardrail.effects import DataChange

_BODY = "boto3.resource('s3').Bucket('b').objects.filter(Prefix=prefix).delete()"


def _reasons(code: str) -> list[str]:
    found = [one for one in items(f"import boto3\n\n{code}") if isinstance(one, DataChange)]
    return [one.reason for one in found]


@pytest.mark.parametrize("default", ["''", "None"])
def test_what_is_left_out_leaves_every_object(default: str) -> None:
    code = f"def clear(prefix={default}):\n    {_BODY}\n"
    assert _reasons(code) == ["unscoped when prefix is left out"]


@pytest.mark.parametrize(
    "code",
    [
        f"def clear(prefix):\n    {_BODY}\n",
        f"def clear(prefix='tmp/'):\n    {_BODY}\n",
        f"def clear(prefix=''):\n    if not prefix:\n        return\n    {_BODY}\n",
        f"def clear(prefix=''):\n    {_BODY}\n\nclear('tmp/')\n",
        f"def clear(given):\n    prefix = given or ''\n    assert given\n    {_BODY}\n",
    ],
)
def test_a_prefix_that_is_given_leaves_others_out(code: str) -> None:
    assert _reasons(code) == [""]


REDIS = """\
import argparse
import redis
import typer
def pattern_of(tenant: str) -> str:
    return f"{tenant}*"
def clear(tenant: str) -> None:
    r = redis.Redis(host="cache.acme.io")
    {refused}
    pattern = pattern_of(tenant)
    for key in r.scan_iter(match={match}):
        r.delete(key)
"""


@pytest.mark.parametrize("match", ['f"{tenant}*"', "pattern_of(tenant)", "pattern"])
@pytest.mark.parametrize(
    ("main", "left"),
    [
        ("def main(tenant: str = typer.Option('')):\n    clear(tenant)\n", True),
        (
            (
                "parser = argparse.ArgumentParser()\nparser.add_argument('--tenant', default='')\n"
                "def main():\n    args = parser.parse_args()\n    clear(args.tenant)\n"
            ),
            True,
        ),
        ("def main(tenant: str = typer.Option(...)):\n    clear(tenant)\n", False),
        ("def main(tenant: str = typer.Option('shop:')):\n    clear(tenant)\n", False),
    ],
)
def test_a_default_is_handed_on_and_put_into_a_pattern(match: str, main: str, left: bool) -> None:
    code = REDIS.replace("{match}", match).replace("{refused}", "pass") + main
    reasons = [one.reason for one in items(code) if isinstance(one, DataChange)]
    assert any(reason.endswith("is left out") for reason in reasons) is left


def test_an_empty_one_may_be_refused_where_it_is_used() -> None:
    code = REDIS.replace("{match}", "pattern").replace(
        "{refused}", "if not tenant:\n        raise ValueError"
    )
    code += "def main(tenant: str = typer.Option('')):\n    clear(tenant)\n"
    assert [one.reason for one in items(code) if isinstance(one, DataChange)] in ([], [""])


def test_a_prefix_is_handed_on() -> None:
    code = f"def clear(prefix):\n    {_BODY}\ndef main(prefix=''):\n    clear(prefix)\n"
    assert "unscoped when prefix is left out" in _reasons(code)


@pytest.mark.parametrize(
    ("refused", "reason"),
    [("if not prefix:\n        return", ""), ("pass", "unscoped when prefix is left out")],
)
def test_a_prefix_that_may_be_nothing_where_it_is_used(refused: str, reason: str) -> None:
    body = _BODY.replace("Prefix=prefix", "Prefix=prefix or ''")
    assert _reasons(f"def clear(prefix):\n    {refused}\n    {body}\n") == [reason]


@pytest.mark.parametrize(
    ("called", "left_out"), [("clear('tmp:*')\n", False), ("clear()\n", True), ("", True)]
)
def test_a_pattern_that_every_caller_gives(called: str, left_out: bool) -> None:
    code = (
        "import redis\nr = redis.Redis(host='cache.acme.io')\n\ndef clear(pattern='*'):\n"
        f"    for key in r.scan_iter(match=pattern):\n        r.delete(key)\n\n{called}"
    )
    assert ("unscoped when pattern is left out" in _reasons(code)) is left_out


HANDED = """\
import redis
def drop(pattern: str) -> None:
    client = redis.Redis(host="cache.acme.io")
    pipe = client.pipeline()
    for key in client.scan_iter(match=pattern, count=1000):
        pipe.unlink(key)
    pipe.execute()
"""


@pytest.mark.parametrize(
    ("main", "reason"),
    [
        (
            "def main(prefix: str = ''):\n    drop(f'{prefix}*')\n",
            ["unscoped when prefix is left out"],
        ),
        (
            "def main():\n    drop('*')\n",
            ["scan_iter(match=pattern, count=1000) leaves every row"],
        ),
        ("def main(prefix: str = 'shop:'):\n    drop(f'{prefix}*')\n", []),
        ("def main(prefix: str):\n    drop(f'{prefix}*')\n", []),
        ("def main():\n    drop('shop:*')\n", []),
        (
            "def main(prefix: str = ''):\n    assert prefix\n    drop(f'{prefix}*')\n",
            [],
        ),
    ],
)
def test_a_pattern_that_is_put_together_before_it_is_handed_on(
    main: str, reason: list[str]
) -> None:
    found = [one.reason for one in items(HANDED + main) if isinstance(one, DataChange)]
    assert found == reason


PREFIX = """\
def prefix_of(pr):
    if not pr:
        return ""
    return f"previews/pr-{pr}/"
"""


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("prefix = f'p/{pr}/' if pr else ''\n    BODY\n", "unscoped when pr is false"),
        (
            "prefix = ''\n    if pr:\n        prefix = f'p/{pr}/'\n    BODY\n",
            "unscoped when pr is false",
        ),
        ("prefix = prefix_of(pr)\n    BODY\n", "unscoped when pr is false"),
        ("prefix = prefix_of(pr)\n    if not prefix:\n        return\n    BODY\n", ""),
        ("assert pr\n    prefix = prefix_of(pr)\n    BODY\n", ""),
        ("prefix = prefix_of('7')\n    BODY\n", ""),
        ("prefix = f'p/{pr}/' if pr else 'p/'\n    BODY\n", ""),
    ],
)
def test_a_prefix_that_is_empty_on_some_ways(code: str, reason: str) -> None:
    assert _reasons(f"{PREFIX}def clear(pr):\n    {code.replace('BODY', _BODY)}") == [reason]


@pytest.mark.parametrize(
    ("refused", "reason"),
    [("pass", "unscoped when pr is false"), ("if not prefix:\n        return", "")],
)
def test_a_prefix_that_a_function_gives_is_handed_on(refused: str, reason: str) -> None:
    clear = f"def clear(prefix):\n    {refused}\n    {_BODY}\n"
    assert _reasons(f"{PREFIX}{clear}def main(pr):\n    clear(prefix_of(pr))\n") == [reason]


OBJECT = """
import redis
class Store:
    def __init__(self, client, prefix{0}):
        {1}
        self.bucket = boto3.resource("s3").Bucket("b")
        self.redis = redis.Redis()
        self.prefix = prefix

    def clear(self):
        {2}
        {3}

Store(client{4}).clear()
"""


@pytest.mark.parametrize(
    "used",
    [
        "self.bucket.objects.filter(Prefix=self.prefix).delete()",
        'self.redis.delete(*self.redis.scan_iter(match=f"{self.prefix}*"))',
    ],
)
@pytest.mark.parametrize(
    ("default", "refused", "given", "told"),
    [
        ("=''", ("pass", "pass"), "", True),
        ("='tmp/'", ("pass", "pass"), "", False),
        ("=''", ("pass", "pass"), ", 'tmp/'", False),
        ("=''", ("if not prefix:\n            raise ValueError", "pass"), "", False),
        ("=''", ("pass", "if not self.prefix:\n            return"), "", False),
    ],
)
def test_what_an_object_keeps_of_what_it_is_made_with(
    used: str, default: str, refused: tuple[str, str], given: str, told: bool
) -> None:
    reasons = _reasons(OBJECT.format(default, *refused, used, given))
    assert any(reasons) is told


COMMAND = """\
import redis
from django.core.management.base import BaseCommand
class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--ware-house", dest="depot", default={default})
    def handle(self, *args, **options):
        r = redis.Redis(host="cache.acme.io")
        {refused}
        for key in r.scan_iter(match={match}, count=1000):
            r.delete(key)
"""


@pytest.mark.parametrize(
    "match",
    [
        'options["depot"] + "*"',
        "f\"{options['depot']}*\"",
        '"{}*".format(options["depot"])',
        '"%s*" % options["depot"]',
        "f\"{options.get('depot')}*\"",
    ],
)
@pytest.mark.parametrize(
    ("default", "refused", "left"),
    [
        ("''", "pass", True),
        ("'riga:'", "pass", False),
        ("''", 'if not options["depot"]:\n            return', False),
    ],
)
def test_an_option_of_a_command_is_put_into_a_pattern(
    match: str, default: str, refused: str, left: bool
) -> None:
    if "get" in match:
        refused = refused.replace('options["depot"]', "options.get('depot')")
    code = COMMAND.replace("{default}", default).replace("{refused}", refused)
    found = [
        one.reason for one in items(code.replace("{match}", match)) if isinstance(one, DataChange)
    ]
    assert any(reason.endswith("is left out") for reason in found) is left


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ('os.environ.get("PREFIX", "")', "unscoped when PREFIX is left out"),
        ('os.environ.get("PREFIX", "page:")', ""),
        ('os.environ["PREFIX"]', ""),
    ],
)
def test_a_setting_is_handed_to_what_puts_the_pattern_together(value: str, reason: str) -> None:
    code = (
        f"import os\nimport redis\nPREFIX = {value}\n"
        "def keys_of(r: redis.Redis, prefix):\n"
        "    cursor = 0\n"
        "    while True:\n"
        '        cursor, keys = r.scan(cursor=cursor, match=prefix + "*", count=500)\n'
        "        yield from keys\n"
        "        if cursor == 0:\n            break\n"
        "def main(r: redis.Redis):\n"
        "    for key in keys_of(r, PREFIX):\n        r.unlink(key)\n"
    )
    reasons = [one.reason for one in items(code) if isinstance(one, DataChange)]
    assert reasons == ([reason] if reason else [])
