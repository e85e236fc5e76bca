"""Effects in the words of a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from guardrail.effects import (
    CodeRun,
    CredentialUse,
    DataChange,
    Effect,
    FileChange,
    GuardChange,
    HistoryChange,
    MigrationChange,
    NetworkUse,
    ObjectKind,
    PrivilegeChange,
    ResourceChange,
    SchemaChange,
    Scope,
    SessionChange,
    StateChange,
    Verb,
)
from guardrail.nouns import nouns_of

_REACH = {
    Scope.NONE: ", every {}",
    Scope.TAUTOLOGY: ", every {}",
    Scope.KEYED: ", by key",
    Scope.UNKNOWN: ", which ones only shows at run time",
    Scope.FILTERED: ", filtered",
}


def words_for(effect: Effect) -> str:
    """One line: what the effect does. Names in it come from the code under judgement."""
    return _WORDS[type(effect)](effect)


def _data(effect: DataChange) -> str:
    nouns = nouns_of(effect.dialect)
    reach = "" if effect.verb is Verb.INSERT else _REACH[effect.scope].format(nouns.one)
    into = "into" if effect.verb is Verb.INSERT else "of"
    target = effect.target or f"a {nouns.holder} known at run time"
    return f"{effect.verb} {nouns.many} {into} {target}{reach}"


def _schema(effect: SchemaChange) -> str:
    own = effect.name if effect.name != effect.table else ""
    where = f" of {effect.table}" if own and effect.table else ""
    kind = effect.constraint or effect.kind
    aspect = f" ({effect.aspect})" if effect.aspect else ""
    renamed = f" to {effect.new_name}" if effect.new_name else ""
    return f"{effect.verb} {kind} {own or effect.table}{where}{aspect}{renamed}"


def _session(effect: SessionChange) -> str:
    named = f" {effect.name}" if effect.name else ""
    value = f" ({effect.value})" if effect.value else ""
    return f"{effect.action}{named or ' transaction'}{value}"


def _state(effect: StateChange) -> str:
    if effect.kind is ObjectKind.TABLE and not effect.name:
        return f"{effect.verb} {effect.model}, which has no table, in the models alone"
    own = effect.name if effect.name != effect.table else ""
    where = f" of {effect.table}" if own and effect.table else ""
    renamed = f" to {effect.new_name}" if effect.new_name else ""
    return f"{effect.verb} {effect.kind} {own or effect.table}{where}{renamed} in the models alone"


def _migration(effect: MigrationChange) -> str:
    what = effect.operation or effect.path
    moved = f" to {effect.new_path}" if effect.new_path else ""
    return f"migration {effect.kind}: {what}{moved}"


def _privilege(effect: PrivilegeChange) -> str:
    what = effect.protection or ", ".join(effect.privileges)
    where = f" on {effect.on}" if effect.on else ""
    whom = f" to {', '.join(effect.whom)}" if effect.whom else ""
    return f"{effect.verb} {what}{where}{whom}"


def _file(effect: FileChange) -> str:
    deep = " and everything below" if effect.recursive else ""
    return f"{effect.verb} file {effect.path or '(only known at run time)'}{deep}"


def _resource(effect: ResourceChange) -> str:
    named = f" {effect.id}" if effect.id else ""
    return f"{effect.verb} {effect.provider} {effect.kind}{named}"


def _credential(effect: CredentialUse) -> str:
    place = f" in {effect.place}" if effect.place else ""
    return f"{effect.kind} {effect.action}{place}"


def _network(effect: NetworkUse) -> str:
    sent = f", sending {', '.join(effect.sends)}" if effect.sends else ""
    return f"{effect.method} request to {effect.host or 'a host known at run time'}{sent}"


_WORDS: dict[type[Effect], Callable[[Any], str]] = {
    DataChange: _data,
    SchemaChange: _schema,
    StateChange: _state,
    SessionChange: _session,
    MigrationChange: _migration,
    PrivilegeChange: _privilege,
    FileChange: _file,
    ResourceChange: _resource,
    HistoryChange: lambda e: f"{e.action}{f' ({e.target})' if e.target else ''}",
    CredentialUse: _credential,
    NetworkUse: _network,
    CodeRun: lambda e: f"run code that can't be read here: {e.what}",
    GuardChange: lambda e: f"weaken {e.guard}{f': {e.detail}' if e.detail else ''}",
}
