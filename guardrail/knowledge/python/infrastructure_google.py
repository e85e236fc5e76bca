"""Databases of Google that Pulumi and CDK for Terraform declare: without backups, open to all.

Source: the reference of `gcp.sql.DatabaseInstance` of the Google provider 8 for Pulumi ("settings":
`backup_configuration`, `ip_configuration`), and of `google_sql_database_instance` for Terraform.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.infrastructure_code import BESIDE, LARGE
from guardrail.knowledge.python.kinds import ChangesObject
from guardrail.knowledge.python.rows import Argument, Row

_DATABASES = (
    "pulumi_gcp.sql.DatabaseInstance",
    "cdktf_cdktf_provider_google.sql_database_instance.SqlDatabaseInstance",
)
_GOOGLE = (
    "import pulumi\nimport pulumi_gcp as gcp\ngcp.sql.DatabaseInstance('shop', settings={{{0}}})"
)
_OPEN = "'ip_configuration': {{'authorized_networks': [{{'value': '{0}'}}]}}"
_KEPT = "'backup_configuration': {{'enabled': {0}}}"


def _settings(verb: Verb, told: tuple[tuple[str, str, str], ...], *shown: str) -> ChangesObject:
    example, twin = shown
    return ChangesObject(
        names=_DATABASES,
        what="database",
        verb=verb,
        store="infrastructure",
        target=Argument(0, "resource_name"),
        protections=told,
        beside=BESIDE,
        unproved=LARGE,
        example=_GOOGLE.format(example),
        twin=_GOOGLE.format(twin),
    )


ROWS: tuple[Row, ...] = (
    _settings(
        Verb.ALTER,
        (
            ("settings.backup_configuration.enabled", "False", "automated backups"),
            (
                "settings.backup_configuration.point_in_time_recovery_enabled",
                "False",
                "point-in-time recovery",
            ),
        ),
        _KEPT.format("False"),
        _KEPT.format("True"),
    ),
    _settings(
        Verb.GRANT,
        (("settings.authorized_networks.value", "0.0.0.0/0|::/0", "its address"),),
        _OPEN.format("0.0.0.0/0"),
        _OPEN.format("203.0.113.0/24"),
    ),
)
