"""What the query of an address picks where a program lists by requests what it then deletes."""

import pytest
from reading_python import items

from guardrail.effects import NetworkUse
from guardrail.effects.guarding import picked_by

_REAPER = """
import httpx

def servers(http: httpx.Client) -> list[dict]:
    found = []
    params = {0}
    found.extend(http.get("https://api.hetzner.cloud/v1/servers", params=params).json()["servers"])
    return found

def main():
    with httpx.Client() as http:
        for one in servers(http):
            http.delete(f"https://api.hetzner.cloud/v1/servers/{{one['id']}}")
"""


@pytest.mark.parametrize(
    ("params", "guards"),
    [
        ('{"page": 1, "label_selector": "role=ephemeral"}', (picked_by("label"),)),
        ('{"page": 1, "per_page": 50}', ()),
        ('{"page": 1, "label_selector": ""}', ()),
        ('{"page": 1, "label_selector": "env=production"}', ()),
    ],
)
def test_a_label_in_the_query_picks(params: str, guards: tuple[str, ...]) -> None:
    found = [one for one in items(_REAPER.format(params)) if isinstance(one, NetworkUse)]
    assert [one.guards for one in found if one.method == "DELETE"] == [guards]
