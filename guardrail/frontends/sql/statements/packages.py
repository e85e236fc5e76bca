"""Procedures that a database brings along and that switch a protection off, or run a text.

Facts: Oracle's PL/SQL Packages and Types Reference (DBMS_FGA, DBMS_RLS, DBMS_REDACT,
DBMS_AUDIT_MGMT, DBMS_UTILITY, DBMS_SCHEDULER), Oracle Database Vault's guide (DBMS_MACADM), SQL
Server's reference of the procedures of change data capture and of its agent, and the procedures of
Iceberg for Spark and Trino.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.effects import DataChange, ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.literals import plain, spelt
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.clusters import DETACHED
from guardrail.frontends.sql.statements.switches import JOB, watches
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words
from guardrail.stream import Item

_AUDIT = "audit"
_ROWS = "row level security"
_MASK = "masking policy"
_SWITCHES: dict[str, tuple[str, Verb]] = {
    "dbms_fga.disable_policy": (_AUDIT, Verb.DISABLE),
    "dbms_fga.drop_policy": (_AUDIT, Verb.DISABLE),
    "dbms_fga.enable_policy": (_AUDIT, Verb.ENABLE),
    "dbms_rls.drop_policy": (_ROWS, Verb.DISABLE),
    "dbms_rls.drop_grouped_policy": (_ROWS, Verb.DISABLE),
    "dbms_rls.disable_grouped_policy": (_ROWS, Verb.DISABLE),
    "dbms_rls.enable_policy": (_ROWS, Verb.ENABLE),
    "dbms_rls.enable_grouped_policy": (_ROWS, Verb.ENABLE),
    "dbms_redact.drop_policy": (_MASK, Verb.DISABLE),
    "dbms_redact.disable_policy": (_MASK, Verb.DISABLE),
    "dbms_redact.enable_policy": (_MASK, Verb.ENABLE),
    "dbms_macadm.disable_dv": ("audit and isolation by Database Vault", Verb.DISABLE),
    "dbms_macadm.enable_dv": ("audit and isolation by Database Vault", Verb.ENABLE),
    "dbms_flashback_archive.disassociate_fba": ("history of rows", Verb.DISABLE),
    "dbms_flashback_archive.reassociate_fba": ("history of rows", Verb.ENABLE),
    "sp_cdc_disable_db": ("change data capture", Verb.DISABLE),
    "sp_cdc_disable_table": ("change data capture", Verb.DISABLE),
    "sp_cdc_enable_db": ("change data capture", Verb.ENABLE),
    "sp_cdc_enable_table": ("change data capture", Verb.ENABLE),
}
"""The protection that a procedure switches, and which way; it is named with its package."""
_SWITCHED_BY_VALUE = ("dbms_rls.enable_policy", "dbms_rls.enable_grouped_policy")
_CLEANS = "dbms_audit_mgmt.clean_audit_trail"
_RUNS = ("dbms_utility.exec_ddl_statement",)
_JOBS = {
    "dbms_scheduler.drop_job": Verb.DISABLE,
    "dbms_scheduler.disable": Verb.DISABLE,
    "dbms_scheduler.enable": Verb.ENABLE,
    "sp_delete_job": Verb.DISABLE,
    "sp_update_job": Verb.DISABLE,
}
"""What becomes of a job by its name; `sp_update_job` switches it by `@enabled`."""
_REVERTS = {
    "rollback_to_snapshot": Verb.OVERWRITE,
    "rollback_to_timestamp": Verb.OVERWRITE,
    "set_current_snapshot": Verb.OVERWRITE,
    "unregister_table": Verb.DROP,
}
"""Iceberg's procedures (Spark and Trino): newer rows are gone, or the catalog forgets a table."""
_FALSE = words("FALSE 0")
_OBJECTS = words("OBJECT_NAME SOURCE_NAME")


def packaged(reading: Reading, name: str, place: Cursor, whole: Sequence[Token]) -> Iterator[Item]:
    """What the procedure of that name does; `place` is what it is given, in parentheses or not."""
    known = ".".join(name.lower().rsplit(".", 2)[-2:])
    known = known if known.startswith("dbms_") else known.rpartition(".")[2]
    if known in _REVERTS and ".system." in f".{name.lower()}":
        yield from _snapshots(reading, known, place, whole)
    if known in _JOBS:
        yield from _job(reading, known, place, whole)
    if known not in _SWITCHES and known != _CLEANS and known not in _RUNS:
        return
    inner = place.copy()
    given = [one for one in (inner.group() or inner).split() if not one.done]
    if known in _RUNS:
        built = spelt(given[0], reading.source, reading.lexis) if given else None
        if built is not None:
            from guardrail.frontends.sql.statements.dynamic import embedded

            yield embedded(reading, built, known)
        return
    said = [(_label(one), one.rest()[-1]) for one in given]
    off = any(token.up in _FALSE or plain(token).upper() in _FALSE for _, token in said)
    if known == _CLEANS:
        if off:
            yield reading.make(DataChange, whole, verb=Verb.DELETE, target="the audit trail")
        return
    protection, verb = _SWITCHES[known]
    if known in _SWITCHED_BY_VALUE and off:
        verb = Verb.DISABLE
    yield reading.make(
        PrivilegeChange,
        whole,
        verb=verb,
        on=_object(said) or _database(known),
        protection=protection,
    )


def _snapshots(
    reading: Reading, known: str, place: Cursor, whole: Sequence[Token]
) -> Iterator[Item]:
    """What becomes of an Iceberg table whose snapshots are gone back over, or that is forgotten."""
    inner = place.copy()
    given = [one for one in (inner.group() or inner).split() if not one.done]
    said = [plain(one.rest()[-1]) for one in given if one.rest()[-1].kind is Kind.STRING]
    table = next((one for one in said[:1] if "." in one), ".".join(said[:2]))
    if _REVERTS[known] is Verb.OVERWRITE:
        yield reading.make(DataChange, whole, verb=Verb.OVERWRITE, target=table)
        return
    yield reading.make(
        SchemaChange,
        whole,
        verb=Verb.DROP,
        kind=ObjectKind.TABLE,
        table=table,
        name=table,
        options=(DETACHED,),
    )


def _job(reading: Reading, known: str, place: Cursor, whole: Sequence[Token]) -> Iterator[Item]:
    """What becomes of a job on which others rely, as its name says."""
    inner = place.copy()
    given = [one for one in (inner.group() or inner).split() if not one.done]
    said = [(_label(one), one.rest()[-1]) for one in given]
    name = next((plain(token) for _, token in said if token.kind is Kind.STRING), "")
    enabled = next((token.text for label, token in said if label == "ENABLED"), "")
    if not watches(name) or (known == "sp_update_job" and not enabled):
        return
    verb = Verb.ENABLE if enabled == "1" else _JOBS[known]
    yield reading.make(PrivilegeChange, whole, verb=verb, on=name, protection=JOB)


def _label(argument: Cursor) -> str:
    """The name of an argument that is given by name, "" for another; moved over."""
    if argument.up(1) == "=>" or (argument.kind() is Kind.PARAM and argument.up(1) == "="):
        label = argument.take().text.lstrip("@").upper()
        argument.at += 1
        return label
    return ""


def _object(said: Sequence[tuple[str, Token]]) -> str:
    """The table that is meant: named, or second behind its schema."""
    for label, token in said:
        if label in _OBJECTS:
            return plain(token).lower()
    second = said[1][1] if len(said) > 1 and not said[1][0] else None
    return plain(second).lower() if second is not None and second.kind is Kind.STRING else ""


def _database(known: str) -> str:
    """What is meant where no table is: the whole database."""
    return "the database" if known.endswith(("_dv", "_db")) else ""
