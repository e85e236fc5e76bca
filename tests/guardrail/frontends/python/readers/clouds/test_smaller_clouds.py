"""Smaller clouds' libraries: rights, protections and disks that one call gives up."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Effect, ResourceChange, Scope

STARTS = {
    "conn": "import openstack\nconn = openstack.connect(cloud='shop')\n",
    "pydo": "from pydo import Client\npydo = Client(token=token)\n",
    "flare": "from cloudflare import Cloudflare\nflare = Cloudflare()\n",
    "cf": "import CloudFlare\ncf = CloudFlare.CloudFlare()\n",
    "hetzner": "from hcloud import Client\nhetzner = Client(token=token)\n",
    "docker": "import docker\ndocker = docker.from_env()\n",
}


def told(line: str) -> list[Effect]:
    """What one call changes."""
    start = STARTS[line.removeprefix("for one in ").partition(".")[0]]
    return [one for one in items(start + line) if isinstance(one, Effect)]


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("conn.grant_role('admin', user='ada')", "conn.grant_role('reader', user='ada')"),
        (
            "conn.image.update_image('a', visibility='public')",
            "conn.image.update_image('a', visibility='shared')",
        ),
        (
            "conn.network.update_port('a', port_security_enabled=False)",
            "conn.network.update_port('a', port_security_enabled=True)",
        ),
        (
            "pydo.droplet_actions.post(7, body={'type': 'rebuild', 'image': 'debian-12-x64'})",
            "pydo.droplet_actions.post(7, body={'type': 'snapshot', 'name': 'before'})",
        ),
        (
            "pydo.droplet_actions.post(7, body={'type': 'disable_backups'})",
            "pydo.droplet_actions.post(7, body={'type': 'enable_backups'})",
        ),
        (
            "flare.dns.dnssec.edit(zone_id=zone, status='disabled')",
            "flare.dns.dnssec.edit(zone_id=zone, status='active')",
        ),
        (
            "cf.zones.settings.ssl.patch(zone, data={'value': 'off'})",
            "cf.zones.settings.ssl.patch(zone, data={'value': 'strict'})",
        ),
        (
            "hetzner.firewalls.get_by_name('a').remove_from_resources(found)",
            "hetzner.firewalls.get_by_name('a').apply_to_resources(found)",
        ),
        ("docker.swarm.leave(force=True)", "docker.swarm.leave()"),
    ],
)
def test_one_call(bad: str, good: str) -> None:
    assert len(told(bad)) == 1
    assert told(good) == []


@pytest.mark.parametrize(
    ("which", "scope"), [("", Scope.NONE), (", params={'name': 'pr-7.acme.io'}", None)]
)
def test_records_of_a_zone_by_the_library_before(which: str, scope: Scope | None) -> None:
    found = told(
        f"for one in cf.zones.dns_records.get(zone{which}):\n"
        "    cf.zones.dns_records.delete(zone, one['id'])\n"
    )
    assert [one.scope for one in found if isinstance(one, DataChange)] == [scope][
        : scope is not None
    ]


@pytest.mark.parametrize(
    ("made", "line", "what"),
    [
        (
            "from novaclient.client import Client",
            "for one in it.servers.list():\n    one.delete()",
            "server",
        ),
        ("from cinderclient.client import Client", "it.volumes.delete('7')", "volume"),
        ("from glanceclient import Client", "it.images.get('7').delete()", "image"),
    ],
)
def test_the_clients_of_openstacks_services(made: str, line: str, what: str) -> None:
    found = items(f"{made}\nit = Client('3', session=session)\n{line}")
    assert [one.kind for one in found if isinstance(one, ResourceChange)] == [what]
    assert items(f"{made}\nit = Client('3', session=session)\nit.{what}s.get('7')") == []
