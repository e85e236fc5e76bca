"""Protections that are switched by ALTER and DROP of something other than a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from guardrail.effects import PrivilegeChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Token
from guardrail.patterns import late
from guardrail.stream import Item


class Switch(Struct, frozen=True):
    """Words that switch a protection, for one kind of object, or any where `kind` is empty."""

    words: tuple[str, ...]
    protection: str
    kind: str = ""
    verb: Verb = Verb.DISABLE


def _switch(words: str, protection: str, kind: str = "", verb: Verb = Verb.DISABLE) -> Switch:
    return Switch(tuple(words.split()), protection, kind, verb)


_AUDITS = ("SERVER AUDIT", "SERVER AUDIT SPECIFICATION", "DATABASE AUDIT SPECIFICATION")
SWITCHES: tuple[Switch, ...] = (
    _switch("TRUSTWORTHY ON", "isolation of the database (TRUSTWORTHY)"),
    _switch("DB_CHAINING ON", "isolation of the database (DB_CHAINING)"),
    _switch("ENCRYPTION OFF", "encryption"),
    _switch("ENCRYPTION = 'N'", "encryption"),
    _switch("PAGE_VERIFY NONE", "page checks"),
    _switch("FORCE_FAILOVER_ALLOW_DATA_LOSS", "durability of what isn't replicated"),
    _switch("NOARCHIVELOG", "archive of the log", "DATABASE"),
    _switch("FLASHBACK OFF", "flashback", "DATABASE"),
    _switch("NO FORCE LOGGING", "forced logging", "DATABASE"),
    _switch("CHECK_POLICY = OFF", "password policy"),
    _switch("CHECK_EXPIRATION = OFF", "expiry of passwords"),
    _switch("PASSWORD_VERIFY_FUNCTION NULL", "password policy", "PROFILE"),
    _switch("FAILED_LOGIN_ATTEMPTS UNLIMITED", "lock after failed logins", "PROFILE"),
    _switch("FAILED_LOGIN_ATTEMPTS 0", "lock after failed logins", "ROLE"),
    _switch("MINS_TO_BYPASS_MFA", "second factor", "ROLE"),
    _switch("DISABLE_MFA = TRUE", "second factor", "ROLE"),
    _switch("DISABLE REPLICATION", "replication of databases", "DATABASE"),
    _switch("DISABLE FAILOVER", "replication of databases", "DATABASE"),
    _switch("OFFLINE DROP", "durability of a file of data", "DATABASE"),
    _switch("REQUIRE NONE", "required TLS", "ROLE"),
    _switch("ENABLED = FALSE", "single sign-on", "SECURITY INTEGRATION"),
    _switch("STATE = OFF", "security policy", "SECURITY POLICY"),
    _switch("STATE = ON", "security policy", "SECURITY POLICY", Verb.ENABLE),
    *(_switch("STATE = OFF", "audit", kind) for kind in _AUDITS),
    *(_switch("STATE = ON", "audit", kind, Verb.ENABLE) for kind in _AUDITS),
    _switch("DISABLE", "trigger", "TRIGGER"),
    _switch("DISABLE", "event trigger", "EVENT TRIGGER"),
    _switch("ENABLE", "trigger", "TRIGGER", Verb.ENABLE),
    _switch("ENABLE", "event trigger", "EVENT TRIGGER", Verb.ENABLE),
    _switch("UNSET NETWORK_POLICY", "network policy"),
    _switch("UNSET PASSWORD POLICY", "password policy"),
    _switch("UNSET AUTHENTICATION POLICY", "authentication policy"),
    _switch("UNSET SESSION POLICY", "session policy"),
    _switch("REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION = FALSE", "control of unloading"),
    _switch("REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_OPERATION = FALSE", "control of unloading"),
    _switch("PREVENT_UNLOAD_TO_INLINE_URL = FALSE", "control of unloading"),
)
_FIRST = frozenset(switch.words[0] for switch in SWITCHES)

DROPPED: dict[str, str] = {
    **dict.fromkeys(("AUDIT POLICY", *_AUDITS), "audit"),
    "NETWORK POLICY": "network policy",
    "PASSWORD POLICY": "password policy",
    "AUTHENTICATION POLICY": "authentication policy",
    "SESSION POLICY": "session policy",
    "SECURITY INTEGRATION": "single sign-on",
    "RESTORE POINT": "flashback to the restore point",
    "FLASHBACK ARCHIVE": "history of rows",
    **dict.fromkeys(
        ("AVAILABILITY GROUP", "FAILOVER GROUP", "REPLICATION GROUP"), "replication of databases"
    ),
}
"""Kinds of objects that are protections as such, and what is given up by dropping one."""

UNTRUSTED = ("plpythonu", "plpython2u", "plpython3u", "plperlu", "pltclu", "plsh")
"""Languages whose functions no right holds back (PostgreSQL)."""
GUARDING_EXTENSIONS = frozenset(
    {"pgaudit", "pgauditlogtofile", "supautils", "safeupdate", "pg_tde"}
)


def switched(
    reading: Reading, statement: Sequence[Token], kind: str, on: str
) -> PrivilegeChange | None:
    """The protection that an ALTER of such an object switches, `None` where it switches none."""
    ups = [token.up or token.text.upper() for token in statement]
    if _FIRST.isdisjoint(ups):
        return None
    for switch in SWITCHES:
        if (not switch.kind or switch.kind == kind) and _stands(switch.words, ups):
            return reading.make(
                PrivilegeChange,
                statement,
                verb=switch.verb,
                on=on,
                protection=switch.protection,
            )
    return None


def _stands(words: tuple[str, ...], ups: Sequence[str]) -> bool:
    """Whether the words stand one after the other, an equals sign between them or not."""
    bare = [word for word in words if word != "="]
    left = [up for up in ups if up != "="]
    width = len(bare)
    return any(left[at : at + width] == bare for at in range(len(left) - width + 1))


_WATCHING = late(
    r"(?<![a-z])(?:audit\w*|back_?ups?|check_?db|integrity|retention|monitor\w*|maintenance|replicat\w*"
    r"|tamper\w*|history|snapshots?|alerts?)(?![a-z])",
    re.IGNORECASE,
)
"""How jobs and triggers are called on which others rely to notice a loss, or to make it good."""
JOB = "scheduled run"


def watches(name: str) -> bool:
    """Whether a job or a trigger keeps a record or a copy, as its name says."""
    return _WATCHING.search(name) is not None


def audit(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """Oracle's `AUDIT …` and `NOAUDIT …`."""
    statement = cursor.rest()
    verb = Verb.DISABLE if cursor.take().up == "NOAUDIT" else Verb.ENABLE
    cursor.accept("POLICY")
    on = cursor.name()
    yield reading.make(PrivilegeChange, statement, verb=verb, on=on, protection="audit")


def uninstalled(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """MySQL's `UNINSTALL PLUGIN | COMPONENT`: what audits or checks passwords is a protection."""
    statement = cursor.rest()
    text = " ".join(token.text.lower() for token in statement[:4])
    for word, protection in (("audit", "audit"), ("validate_password", "password policy")):
        if word in text:
            yield reading.make(PrivilegeChange, statement, verb=Verb.DISABLE, protection=protection)
            return


def detached(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """Redshift's `DETACH RLS POLICY p ON t FROM ROLE r`, `DETACH MASKING POLICY p ON t (c) …`."""
    statement = cursor.rest()
    masking = cursor.sees("DETACH MASKING")
    cursor.until("ON")
    cursor.accept("ON")
    cursor.accept("TABLE")
    protection = "masking policy" if masking else "row level security"
    yield reading.make(
        PrivilegeChange, statement, verb=Verb.DISABLE, on=cursor.name(), protection=protection
    )


def instance(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """MySQL's `ALTER INSTANCE DISABLE INNODB REDO_LOG`: a crash loses everything."""
    if cursor.has("DISABLE") and cursor.has("REDO_LOG"):
        yield reading.make(
            PrivilegeChange, cursor.rest(), verb=Verb.DISABLE, protection="durability (redo log)"
        )


def enable_trigger(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """T-SQL's `ENABLE TRIGGER a ON t`."""
    statement = cursor.rest()
    cursor.until("ON")
    cursor.accept("ON")
    cursor.accept("ALL SERVER")
    yield reading.make(
        PrivilegeChange, statement, verb=Verb.ENABLE, on=cursor.name(), protection="triggers"
    )


def authorization(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """T-SQL's `ALTER AUTHORIZATION ON OBJECT::t TO owner`."""
    from guardrail.effects import Aspect, ObjectKind, SchemaChange

    statement = cursor.rest()
    cursor.accept("ALTER AUTHORIZATION ON")
    head = cursor.until("TO")
    words = [token for token in head.rest() if token.up != ":"]
    database = bool(words) and words[0].up.startswith("DATABASE")
    name = "".join(token.text for token in head.rest()).rpartition("::")[2]
    cursor.accept("TO")
    kind = ObjectKind.DATABASE if database else ObjectKind.TABLE
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.ALTER,
        kind=kind,
        table=name,
        name=name,
        new_name=cursor.name(),
        aspect=Aspect.OWNER,
    )
