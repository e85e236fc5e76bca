"""Cloudflare by the library that was there before: `CloudFlare`, on PyPI as cloudflare 2.

Source: the README of cloudflare 2.20 (python-cloudflare): paths of the API are attributes, the
verbs of HTTP methods, which take the identifiers of the path one after the other.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_BESIDE = ("CloudFlare",)
_OLD = "the newest release is another library"
_START = "import CloudFlare\ncf = CloudFlare.CloudFlare(token=token)\n"
_OFF = (r"~~[\"']value[\"']\s*:\s*[\"'](?:off|flexible|essentially_off|1\.[01])[\"']",)
_SETTINGS = (
    ("ssl", "encryption up to the origin"),
    ("always_use_https", "HTTPS for everybody"),
    ("min_tls_version", "the refusal of old TLS"),
    ("security_level", "the check of visitors"),
    ("waf", "the firewall"),
)

KINDS: tuple[Kind, ...] = (
    Makes(names=("CloudFlare.CloudFlare",), kind="old cloudflare", unproved=_OLD),
    Gives(kind="old cloudflare", member="zones", gives="old cloudflare zones"),
    Gives(kind="old cloudflare zones", member="dns_records", gives="old cloudflare records"),
    Gives(
        kind="old cloudflare records",
        member="get()",
        gives="old cloudflare listed records",
        filters=("params",),
    ),
    Gives(kind="old cloudflare listed records", member="for", gives="old cloudflare record"),
    Gives(kind="old cloudflare record", member="[]", gives="old cloudflare record"),
    Gives(kind="old cloudflare zones", member="settings", gives="old cloudflare settings"),
    *(
        Gives(kind="old cloudflare settings", member=name, gives=f"old cloudflare {name}")
        for name, _ in _SETTINGS
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete",),
        on=("old cloudflare zones",),
        what="zone with its records",
        store="cloudflare",
        target=FIRST,
        beside=_BESIDE,
        unproved=_OLD,
        example=_START + "cf.zones.delete(zone)",
        twin=_START + "cf.zones.get(zone)",
    ),
    ChangesData(
        names=(".delete",),
        on=("old cloudflare records",),
        verb=Verb.DELETE,
        target="the records of the zone",
        filter=Argument(1, ""),
        each=True,
        store="cloudflare",
        beside=_BESIDE,
        unproved=_OLD,
        example=_START
        + "for record in cf.zones.dns_records.get(zone):\n"
        + "    cf.zones.dns_records.delete(zone, record['id'])",
        twin=_START
        + "for record in cf.zones.dns_records.get(zone, params={'name': 'pr-7.acme.io'}):\n"
        + "    cf.zones.dns_records.delete(zone, record['id'])",
    ),
    *(
        ChangesObject(
            names=(".patch",),
            on=(f"old cloudflare {name}",),
            what="zone",
            verb=Verb.ALTER,
            store="cloudflare",
            target=FIRST,
            when=((Argument(-1, "data"), _OFF),),
            protections=(("-", "-", lost),),
            beside=_BESIDE,
            unproved=_OLD,
            example=f"{_START}cf.zones.settings.{name}.patch(zone, data={{'value': 'off'}})",
            twin=f"{_START}cf.zones.settings.{name}.patch(zone, data={{'value': 'strict'}})",
        )
        for name, lost in _SETTINGS
    ),
)
