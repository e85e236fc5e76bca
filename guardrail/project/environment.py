"""Where a target lives: from hosts, databases, URLs and the names of variables and profiles.

Pure functions of what is handed in. What isn't known stays `unknown`: it never lowers anything.
Production words count as whole tokens only, and beat every other sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

from msgspec import Struct

from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late
from guardrail.project.hosts import (
    CONNECTION_VARIABLES,
    LOCAL_HOSTS,
    LOCAL_SUFFIXES,
    LOOPBACK_PREFIX,
    MANAGED_SUFFIXES,
    NEARBY,
    NEGATIONS,
    SELECTOR_VARIABLES,
    SERVICE_NAMES,
    WORDS,
)

UNKNOWN = Environment()

Places = Sequence[tuple[str, str]]
"""Patterns of names (`*.prod.example.com`) and the environment that the policy gives each."""

_TOKEN = late(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_URL = late(
    r"(?P<scheme>[A-Za-z][\w+.-]*):(?://)?(?:(?P<user>[^@/?#\s]*)@)?"
    r"(?P<host>\[[0-9a-fA-F:.]*\]|[^:/?#,@\s]*)(?::[^/?#,\s]*)?[^/?#\s]*(?:/(?P<database>[^?#\s]*))?"
    r"(?:\?(?P<query>\S*))?"
)
_CONNINFO = late(r"\b(host|hostaddr|dbname|service)\s*=\s*'?([^\s']*)")
_SHOWABLE = late(r"[\w. /-]{1,80}\Z")
_SEVERITY = (
    EnvironmentKind.PRODUCTION,
    EnvironmentKind.SHARED,
    EnvironmentKind.UNKNOWN,
    EnvironmentKind.LOCAL,
    EnvironmentKind.THROWAWAY,
)

GRAVEST = (
    EnvironmentKind.PRODUCTION,
    EnvironmentKind.SHARED,
    EnvironmentKind.UNKNOWN,
    EnvironmentKind.LOCAL,
    EnvironmentKind.THROWAWAY,
)
"""Where something may be kept, what would be worst first."""


class Place(Struct, frozen=True):
    """The parts of a connection string that tell where it leads. No user, no password."""

    host: str = ""
    database: str = ""
    scheme: str = ""


def place_of(url: str) -> Place:
    """Where a URL or a libpq `key=value` string leads; an empty place where it is neither."""
    found = _URL.match(url)
    if found and "://" in url:
        query = dict(re.findall(r"(?:^|&)(host|dbname)=([^&]*)", found["query"] or ""))
        host = found["host"].strip("[]") or query.get("host", "")
        return Place(host, found["database"] or query.get("dbname", ""), found["scheme"].lower())
    keys = dict(_CONNINFO.findall(url)) if "=" in url else {}
    host = keys.get("host") or keys.get("hostaddr", "")
    return Place(host, keys.get("dbname", "") or keys.get("service", ""))


def classify(
    *,
    host: str = "",
    database: str = "",
    url: str = "",
    words: Iterable[str] = (),
    services: frozenset[str] = SERVICE_NAMES,
    tunnelled: bool = False,
    places: Places = (),
) -> Environment:
    """Where a target lives.

    `words` are names that may tell: of variables, profiles, contexts, settings modules. `services`
    are host names that containers of the same job or project have. With `tunnelled`, a local
    address may lead anywhere. What the policy's `places` say of a name beats every other sign.
    """
    place = place_of(url) if url else Place()
    host = (host or place.host).lower().rstrip(".")
    database = database or place.database
    named = [name for name in (host, database, *words) if name]
    told = _by_policy(named, places)
    if told is not None:
        return told
    if not place.host and not place.database and url:
        named.append(url)
    said = _by_words(named, {EnvironmentKind.PRODUCTION})
    if said is not None:
        return said
    by_host = UNKNOWN if tunnelled else _by_host(host, place.scheme, database, services)
    if by_host.kind is EnvironmentKind.LOCAL:
        throwaway = _by_words(named, {EnvironmentKind.THROWAWAY})
        return throwaway or _of_a_developer(database, by_host)
    if by_host.kind is not EnvironmentKind.UNKNOWN or host:
        shared = _by_words(named, {EnvironmentKind.SHARED})
        return by_host if by_host.kind is not EnvironmentKind.UNKNOWN else shared or UNKNOWN
    return _by_words(named, set(WORDS.values())) or UNKNOWN


def _of_a_developer(database: str, by_host: Environment) -> Environment:
    """What lives on this machine; a database that is named for development is one of many."""
    if EnvironmentKind.LOCAL in _kinds_in(database):
        return Environment(EnvironmentKind.THROWAWAY, f"{by_host.reason}, for development")
    return by_host


def _by_policy(names: Sequence[str], places: Places) -> Environment | None:
    """The gravest environment that a pattern of the policy gives one of the names."""
    found = [
        Environment(EnvironmentKind(kind), f"{name} matches {pattern} in the policy")
        for pattern, kind in places
        for name in names
        if _SHOWABLE.match(name) and fnmatchcase(name.lower(), pattern.lower())
    ]
    return min(found, key=lambda seen: _SEVERITY.index(seen.kind), default=None)


def of_variables(
    variables: Mapping[str, str], *, tunnelled: bool = False, places: Places = ()
) -> Environment:
    """The environment that connection variables and selectors lead to; the gravest one."""
    found: list[Environment] = []
    for name, value in variables.items():
        if not value or not (_connects(name) or name in SELECTOR_VARIABLES):
            continue
        seen = _of_variable(name, value, tunnelled, places)
        if seen.kind is not EnvironmentKind.UNKNOWN:
            found.append(seen)
    return min(found, key=lambda seen: _SEVERITY.index(seen.kind), default=UNKNOWN)


def _of_variable(name: str, value: str, tunnelled: bool, places: Places) -> Environment:
    if "://" in value:
        seen = classify(url=value, words=(name,), tunnelled=tunnelled, places=places)
    elif name.upper().endswith("HOST"):
        seen = classify(host=value, words=(name,), tunnelled=tunnelled, places=places)
    else:
        seen = classify(words=(value, name), tunnelled=tunnelled, places=places)
    if seen.kind is EnvironmentKind.UNKNOWN:
        return seen
    place = place_of(value)
    shown = place.host or place.database or value
    return Environment(seen.kind, f"{name} is {shown}" if _SHOWABLE.match(shown) else name)


@lru_cache(maxsize=4_096)
def _connects(name: str) -> bool:
    upper = name.upper()
    return any(upper == known or upper.endswith(f"_{known}") for known in CONNECTION_VARIABLES)


def _by_host(host: str, scheme: str, database: str, services: frozenset[str]) -> Environment:
    if scheme.startswith(("sqlite", "duckdb")) or database == ":memory:":
        memory = ":memory:" in database or (not database and scheme.startswith("sqlite"))
        kind = EnvironmentKind.THROWAWAY if memory else EnvironmentKind.LOCAL
        return Environment(kind, "a database in memory" if memory else "a database file")
    if not host:
        return UNKNOWN
    if host.startswith("/"):
        return Environment(EnvironmentKind.LOCAL, "a local socket")
    if (
        host in LOCAL_HOSTS
        or LOOPBACK_PREFIX.match(host)
        or host.endswith(LOCAL_SUFFIXES)
        or NEARBY.match(host)
        or host in services
    ):
        return Environment(EnvironmentKind.LOCAL, f"host {host}")
    if host.endswith(MANAGED_SUFFIXES):
        return Environment(EnvironmentKind.SHARED, f"host {host}")
    return UNKNOWN


def _by_words(names: Iterable[str], kinds: set[EnvironmentKind]) -> Environment | None:
    """The gravest environment of the wanted kinds that a token of the names says."""
    found: list[Environment] = []
    for name in names:
        for kind in _kinds_in(name[:2000]):
            if kind in kinds:
                shown = name if _SHOWABLE.match(name) else "a name in a connection string"
                found.append(Environment(kind, shown))
    return min(found, key=lambda seen: _SEVERITY.index(seen.kind), default=None)


def _kinds_in(name: str) -> list[EnvironmentKind]:
    tokens = [token.lower() for token in _TOKEN.findall(name)]
    kinds: list[EnvironmentKind] = []
    for before, token in zip(["", *tokens], tokens, strict=False):
        kind = WORDS.get(token)
        if kind is EnvironmentKind.PRODUCTION and before in NEGATIONS:
            kind = EnvironmentKind.SHARED
        if kind is not None:
            kinds.append(kind)
    return kinds
