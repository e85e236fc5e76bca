"""Who receives rights: everybody, administrators, and those who have them anyway."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.context import Context
from guardrail.effects import Effect, ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.names import same, short
from guardrail_rules.story import story
from guardrail_rules.unit_rights import rights

EVERYBODY = (
    "public",
    "anon",
    "anonymous",
    "everyone",
    "guest",
    "allusers",
    "allauthenticatedusers",
    "account users",
)
"""Names behind which anybody stands, as PostgreSQL, Supabase, SQL Server and the clouds have it."""

STRANGERS = ("public", "anon", "anonymous", "authenticated", *EVERYBODY[3:])
"""Everybody, and everybody who can sign up."""

TRUSTED = (
    "service_role",
    "postgres",
    "supabase_admin",
    "supabase_auth_admin",
    "supabase_storage_admin",
    "dashboard_user",
    "rds_superuser",
    "root",
    "sa",
    "dbo",
    "sysadmin",
    "accountadmin",
)
"""Roles that have every right anyway: a grant to them changes nothing."""


def first_of(names: Sequence[str], whom: Sequence[str]) -> str:
    """The first receiver that is one of the names, "" where none is."""
    return next((name for name in whom if name.lower().strip('"{}') in names), "")


def only_trusted(whom: Sequence[str]) -> bool:
    """Whether all receivers have every right anyway."""
    return bool(whom) and all(name.lower().strip('"{}') in TRUSTED for name in whom)


def made_here(name: str, effect: Effect, context: Context) -> bool:
    """Whether an object of that name is made, or made anew, earlier in the Unit."""
    wanted = name.partition("(")[0].split(" ")[-1]
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.verb is Verb.CREATE
        and not (earlier.if_exists and earlier.kind is ObjectKind.TABLE)
        and earlier.kind not in (ObjectKind.COLUMN, ObjectKind.INDEX, ObjectKind.CONSTRAINT)
        and same(earlier.name or earlier.table, wanted)
        for earlier in story(context).before(effect, short(wanted))
    )


def is_on_again(change: PrivilegeChange, context: Context) -> bool:
    """Whether the Unit itself switches the protection on again later."""
    known = rights(context)
    if not change.on and known.after_exactly("reset", "all", change):
        return True
    return known.after(f"enabled {change.protection}", change.on, change)
