"""Google Cloud: lists of access, nested collections of its APIs, settings of keys and logs."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, PrivilegeChange, ResourceChange

START = """
from google.cloud import kms, spanner, storage
from google.cloud.spanner import KeySet
from googleapiclient import discovery
bucket = storage.Client().bucket("invoices")
database = spanner.Client().instance("i").database("shop")
"""


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("bucket.acl.all().grant_read()", "bucket.acl.user('a').grant_read()"),
        ("bucket.acl.save_predefined('publicRead')", "bucket.acl.save_predefined('private')"),
        (
            "bucket.blob('a').upload_from_filename('a', predefined_acl='publicRead')",
            "bucket.blob('a').upload_from_filename('a', predefined_acl='bucketOwnerRead')",
        ),
        (
            "discovery.build('drive', 'v3').permissions().create(body={'type': 'anyone'})",
            "discovery.build('drive', 'v3').permissions().create(body={'type': 'domain'})",
        ),
    ],
)
def test_opened_to_everybody(bad: str, good: str) -> None:
    told = [one for one in items(START + bad) if isinstance(one, PrivilegeChange)]
    assert [one.whom for one in told] == [("the internet",)]
    assert not [one for one in items(START + good) if isinstance(one, PrivilegeChange)]


@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("discovery.build('container', 'v1').projects().locations().clusters().delete", "cluster"),
        ("discovery.build('secretmanager', 'v1').projects().secrets().delete", "secret"),
        ("discovery.build('dns', 'v1').managedZones().delete", "zone"),
    ],
)
def test_collections_however_deep_they_are(call: str, what: str) -> None:
    told = [one for one in items(f"{START}{call}(name='a')") if isinstance(one, ResourceChange)]
    assert [one.kind for one in told] == [what]
    assert items(f"{START}{call.replace('delete', 'get')}(name='a')") == []


@pytest.mark.parametrize(("keys", "count"), [("all_=True", 1), ("keys=[[7]]", 0)])
def test_every_key_of_a_table(keys: str, count: int) -> None:
    code = f"with database.batch() as batch:\n    batch.delete('orders', KeySet({keys}))\n"
    told = [one for one in items(START + code) if isinstance(one, DataChange)]
    assert len(told) == count


RULES = """
from google.cloud import compute_v1

def _rule(name, ports, sources):
    return compute_v1.Firewall(
        name=name,
        source_ranges=sources,
        allowed=[compute_v1.Allowed(I_p_protocol="tcp", ports=ports)],
    )

rules = [_rule("web", ["443"], ["0.0.0.0/0"]), _rule("admin", ["22", "5432"], {0})]
"""


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ('["198.51.100.0/28"]', ["port 443"]),
        ('["0.0.0.0/0"]', ["port 443", "port 22, 5432"]),
    ],
)
def test_a_function_that_makes_rules_opens_what_each_call_gives_it(
    sources: str, told: list[str]
) -> None:
    found = items(RULES.format(sources))
    assert [
        each for one in found if isinstance(one, PrivilegeChange) for each in one.privileges
    ] == told
