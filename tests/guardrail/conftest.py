"""A shell text told in short sentences: what its tests compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from guardrail.effects import (
    CodeRun,
    CredentialUse,
    DataChange,
    Effect,
    FileChange,
    GuardChange,
    HistoryChange,
    NetworkUse,
    PrivilegeChange,
    ResourceChange,
    SchemaChange,
    Verb,
)
from guardrail.frontends.shell import read
from guardrail.model import Environment, EnvironmentKind, Source, Surroundings
from guardrail.settings import Settings
from guardrail.stream import Embedded, Item, Reference, Unanalysed

Tell = Callable[..., list[str]]


def _effect(effect: Effect) -> str:
    match effect:
        case FileChange():
            deeply = " recursively" if effect.recursive else ""
            return f"{effect.verb} {effect.path or '(anything)'}{deeply}"
        case DataChange():
            return f"{effect.verb} rows of {effect.target}"
        case SchemaChange():
            return f"{effect.verb} {effect.kind} {effect.name}".strip()
        case ResourceChange():
            given_up = f" ({', '.join(effect.protections)})" if effect.protections else ""
            return f"{effect.verb} {effect.provider} {effect.kind} {effect.id}".strip() + given_up
        case HistoryChange():
            return f"history: {effect.action} {effect.target}".strip()
        case GuardChange():
            return f"guard: {effect.detail}"
        case PrivilegeChange():
            if effect.verb is Verb.DISABLE:
                return f"off: {effect.protection}"
            if effect.protection in ("owner", "modes of all", "no password", "setuid"):
                return f"{effect.protection}: {effect.on}"
            return f"everyone may write {effect.on}"
        case CredentialUse():
            return f"credential: {effect.kind}"
        case NetworkUse():
            return f"{effect.method} {effect.host}{effect.path} {' '.join(effect.sends)}".strip()
        case CodeRun():
            return f"code: {effect.what}"
    raise AssertionError(effect)


def _where(environment: Environment) -> str:
    return "" if environment.kind is EnvironmentKind.UNKNOWN else f" @{environment.kind}"


def _told(item: Item) -> Iterator[str]:
    if isinstance(item, Effect):
        yield _effect(item) + _where(item.environment)
    elif isinstance(item, Embedded) and item.source.language == "shell":
        for inner in read(item.source, Settings()):
            yield from _told(inner)
    elif isinstance(item, Embedded):
        source = item.source
        yield f"{source.language}: {source.text.strip()}{_where(source.surroundings.environment)}"
    elif isinstance(item, Reference):
        yield f"runs {item.path} as {item.language}{_where(item.environment)}"
    elif isinstance(item, Unanalysed):
        yield f"unread: {item.reason}"


@pytest.fixture(scope="session")
def tell() -> Tell:
    """What a shell text does, one sentence an item, embedded shell told too."""

    def told(text: str, **variables: str) -> list[str]:
        source = Source("x.sh", "shell", text, surroundings=Surroundings(variables=variables))
        return [sentence for item in read(source, Settings()) for sentence in _told(item)]

    return told
