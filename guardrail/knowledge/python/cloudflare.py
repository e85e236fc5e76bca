"""Cloudflare: zones, stores, applications and rules deleted, what protects a zone switched off.

Source: the reference of cloudflare 4 and 5 (resources are properties of the client) and the API's
pages "Zone settings", "DNSSEC", "R2 Bucket: managed domain" and "WAF".
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind
from guardrail.knowledge.python.rows import NOWHERE, Argument, Row

_FLARE = "from cloudflare import Cloudflare\nclient = Cloudflare(api_token=token)\n"

_DELETED: tuple[tuple[str, str, str, bool], ...] = (
    ("kv.namespaces.values", "value", "key_name", False),
    ("queues", "queue", "queue_id", False),
    ("vectorize.indexes", "vector index", "index_name", False),
    ("stream", "video", "identifier", False),
    ("images.v1", "image", "image_id", False),
    ("workers.scripts", "worker", "script_name", True),
    ("pages.projects", "project with its deployments", "project_name", False),
    ("load_balancers", "load balancer", "load_balancer_id", True),
    ("load_balancers.pools", "pool", "pool_id", True),
    ("zero_trust.tunnels.cloudflared", "tunnel", "tunnel_id", True),
    ("custom_hostnames", "hostname", "custom_hostname_id", True),
    ("hyperdrive.configs", "connection", "hyperdrive_id", True),
    ("accounts.members", "member", "member_id", True),
    ("rules.lists", "list of rules", "list_id", True),
)
"""What holds them, one of them, the argument that says which, whether it can be made anew."""

_GUARDING: tuple[tuple[str, str, str], ...] = (
    ("firewall.rules", "rule_id", "a rule of its firewall"),
    ("firewall.access_rules", "rule_id", "a rule of its firewall"),
    ("rulesets", "ruleset_id", "a set of rules of its firewall"),
    ("rulesets.rules", "rule_id", "a rule of its firewall"),
    ("zero_trust.access.applications", "app_id", "the check who may use an application"),
    ("zero_trust.access.policies", "policy_id", "a policy of who may use an application"),
    ("logpush.jobs", "job_id", "the logs that are sent away"),
    ("alerting.policies", "policy_id", "an alert"),
)
"""What is deleted that guards a zone or an account."""

_SETTINGS: tuple[tuple[str, str, str, str], ...] = (
    ("ssl", "off|flexible", "strict", "encryption up to the origin"),
    ("always_use_https", "off", "on", "HTTPS for everybody"),
    ("min_tls_version", "1.0|1.1", "1.2", "the refusal of old TLS"),
    ("security_level", "essentially_off|off", "high", "the check of visitors"),
    ("waf", "off", "on", "the firewall"),
    ("browser_check", "off", "on", "the check of browsers"),
    ("security_header", "off", "on", "strict transport security"),
    ("tls_client_auth", "off", "on", "the check that the origin makes"),
)
"""A setting of a zone, the values that give something up, one that doesn't, and what that is."""


def _path(path: str) -> Iterator[Kind]:
    """How one comes from the client to what a dotted path leads to."""
    owner = "cloudflare"
    parts = path.split(".")
    for number, part in enumerate(parts):
        here = f"cloudflare {'.'.join(parts[: number + 1])}"
        yield Gives(kind=owner, member=part, gives=here)
        owner = here


_PATHS = (
    *(one[0] for one in _DELETED),
    *(one[0] for one in _GUARDING),
    "zones.settings",
    "zero_trust.access.applications.policies",
    "dns.dnssec",
    "r2.buckets.domains.managed",
    "kv.namespaces.keys",
)
KINDS: tuple[Kind, ...] = tuple(dict.fromkeys(kind for path in _PATHS for kind in _path(path)))


_POLICIES = (
    ("zero_trust.access.policies", "account_id=account"),
    ("zero_trust.access.applications.policies", "app_id=app, account_id=account"),
)
"""Where it is said who may use an application, and what such a call is given besides."""

_OF_ACCOUNTS = ("zero_trust.access.policies", "alerting.policies")


def _deleted(path: str, what: str, argument: str, again: bool) -> ChangesObject:
    return ChangesObject(
        names=(".delete",),
        on=(f"cloudflare {path}",),
        what=what,
        store="cloudflare",
        target=Argument(0, argument),
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=("cloudflare",),
        example=f"{_FLARE}client.{path}.delete('shop', account_id=account)",
        twin=f"{_FLARE}client.{path}.get('shop', account_id=account)",
    )


def _unguarded(path: str, argument: str, lost: str) -> ChangesObject:
    owner = "account" if path in _OF_ACCOUNTS else "zone"
    return ChangesObject(
        names=(".delete",),
        on=(f"cloudflare {path}",),
        what=owner,
        verb=Verb.ALTER,
        store="cloudflare",
        target=Argument(-1, f"{owner}_id"),
        protections=(("-", "-", lost),),
        beside=("cloudflare",),
        example=f"{_FLARE}client.{path}.delete({argument}, {owner}_id={owner})",
        twin=f"{_FLARE}client.{path}.get({argument}, {owner}_id={owner})",
    )


def _set(setting: str, values: str, kept: str, lost: str) -> ChangesObject:
    start = f"{_FLARE}client.zones.settings.edit('{setting}', zone_id=zone, value="
    return ChangesObject(
        names=(".edit",),
        on=("cloudflare zones.settings",),
        what="zone",
        verb=Verb.ALTER,
        store="cloudflare",
        target=Argument(-1, "zone_id"),
        when=((Argument(0, "setting_id"), (setting,)),),
        protections=(("value.", values, lost),),
        beside=("cloudflare",),
        example=f"{start}'{values.partition('|')[0]}')",
        twin=f"{start}'{kept}')",
    )


ROWS: tuple[Row, ...] = (
    *(_deleted(*one) for one in _DELETED),
    *(_unguarded(*one) for one in _GUARDING),
    *(_set(*one) for one in _SETTINGS),
    *(
        ChangesObject(
            names=(".create", ".update"),
            on=(f"cloudflare {path}",),
            what="application behind the policy",
            verb=Verb.GRANT,
            store="cloudflare",
            target=NOWHERE,
            protections=(("include.everyone", "*", "a policy for everyone"),),
            when=((Argument(-1, "decision"), ("bypass", "allow", "non_identity")),),
            beside=("cloudflare",),
            example=f"{_FLARE}client.{path}.create({given}, decision='bypass',"
            " name='all', include=[{'everyone': {}}])",
            twin=f"{_FLARE}client.{path}.create({given}, decision='allow',"
            " name='all', include=[{'email_domain': {'domain': 'acme.io'}}])",
        )
        for path, given in _POLICIES
    ),
    ChangesObject(
        names=(".delete",),
        on=("cloudflare dns.dnssec",),
        what="zone",
        verb=Verb.ALTER,
        store="cloudflare",
        target=Argument(-1, "zone_id"),
        protections=(("-", "-", "the signatures of its records"),),
        beside=("cloudflare",),
        example=_FLARE + "client.dns.dnssec.delete(zone_id=zone)",
        twin=_FLARE + "client.dns.dnssec.get(zone_id=zone)",
    ),
    ChangesObject(
        names=(".edit",),
        on=("cloudflare dns.dnssec",),
        what="zone",
        verb=Verb.ALTER,
        store="cloudflare",
        target=Argument(-1, "zone_id"),
        protections=(("status.", "disabled", "the signatures of its records"),),
        beside=("cloudflare",),
        example=_FLARE + "client.dns.dnssec.edit(zone_id=zone, status='disabled')",
        twin=_FLARE + "client.dns.dnssec.edit(zone_id=zone, status='active')",
    ),
    ChangesObject(
        names=(".update",),
        on=("cloudflare r2.buckets.domains.managed",),
        what="bucket",
        verb=Verb.GRANT,
        store="cloudflare",
        target=Argument(0, "bucket_name"),
        when=(("enabled", ("True",)),),
        beside=("cloudflare",),
        example=_FLARE
        + "client.r2.buckets.domains.managed.update('shop', account_id=account, enabled=True)",
        twin=_FLARE
        + "client.r2.buckets.domains.managed.update('shop', account_id=account, enabled=False)",
    ),
)
