"""Records of a zone that aren't on a list: what others have made by hand among them."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange

ZONE = """
import yaml
from cloudflare import Cloudflare
client = Cloudflare(api_token=token)
MARK = "managed"
keep = {{(r["type"], r["name"]) for r in yaml.safe_load(open("dns.yml"))}}

def stale(record, keep):
    if (record.type, record.name) in keep:
        return False
    return {1}

for record in client.dns.records.list(zone_id="z"):
    if {0}:
        client.dns.records.delete(record.id, zone_id="z")
"""


@pytest.mark.parametrize(
    ("condition", "rest", "told"),
    [
        ("record.name not in keep", "True", True),
        ("not record.name in keep", "True", True),
        ("record.name not in keep and record.type != 'NS'", "True", True),
        ("record.name not in keep and record.comment == MARK", "True", False),
        ("record.name not in ('a', 'b')", "True", False),
        ("record.name in keep", "True", False),
        ("record.name.startswith('preview-')", "True", False),
        ("stale(record, keep)", "True", True),
        ("stale(record, keep)", "record.comment != MARK or record.type != 'NS'", True),
        ("stale(record, keep)", "record.comment == MARK and record.type != 'NS'", False),
    ],
)
def test_a_loop_that_takes_whatever_is_not_listed(condition: str, rest: str, told: bool) -> None:
    found = [one for one in items(ZONE.format(condition, rest)) if isinstance(one, DataChange)]
    assert any("isn't one of keep" in one.reason for one in found) is told
