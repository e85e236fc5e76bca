"""Where an object leads: by the address that it was made with, or by what it was made from.

`create_engine("sqlite://")` is gone with the process, and so is what a session on it changes.
Nothing is said where one of the addresses that it may have isn't known, and nothing of files: a
service may well keep all that it has in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from tree_sitter import Node

from guardrail.frontends.python.conditions import given
from guardrail.frontends.python.functions.callers import named_calls
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.selections import value_inside
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.configured_urls import configured
from guardrail.frontends.python.receivers.handed_addresses import texts_handed_on
from guardrail.frontends.python.receivers.named_addresses import (
    by_name,
    of_host,
    raised,
    strange_host,
)
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.receivers.temporary_files import (
    TEMPORARY,
    address_of_temporary,
    in_temporary_folder,
)
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.settings_elsewhere import said_elsewhere
from guardrail.knowledge.python.connected_once import CONNECTED_BY
from guardrail.knowledge.python.kinds import Makes
from guardrail.knowledge.python.rows import Argument, words
from guardrail.model import Environment, EnvironmentKind
from guardrail.project.environment import GRAVEST, classify

_ADDRESSES = words(
    "url uri dsn conninfo host hosts endpoint connection_string database_url server_hostname"
    " connection_uri redis_url mongo_url db_url"
)
_FILES = words("database url path filename uri dsn")
_PROFILES = words("profile profile_name aws_profile config_profile")
_BROKERS = "bootstrap_servers"
"""Hosts with their ports, in a text with commas or in a list."""
_IN_SETTINGS = "bootstrap.servers"
"""The same in the dictionary of settings that confluent-kafka takes."""
_MARKS = ("://", "host=", "server=", "SERVER=")
_FROM = words("bind engine connection conn con client connection_pool")
_FILE = "a database file"
_NOWHERE = Environment()
_LEADING = frozenset(("identifier", "attribute", "call", "subscript"))
_DEEPEST = 12


def kept_at(reading: Reading, made: Makes, call: Call, depth: int) -> Environment:
    """Where the object keeps what it does that a call makes, as a row of knowledge says."""
    if any(given(reading, call, *one) or _handed(reading, call, *one) for one in made.throwaway):
        return Environment(EnvironmentKind.THROWAWAY, reading.module.short(call.node, 60))
    addresses = [node for name, node in call.keywords.items() if name in _FILES]
    if any(_is_temporary(reading, node) for node in (*call.positional[:1], *addresses)):
        return TEMPORARY
    host = call.argument(made.host)
    said = _by_address(reading, call) if host is None else of_host(reading, host)
    if said == _NOWHERE:
        made_from = [node for name, node in call.keywords.items() if name in _FROM]
        for node in (*call.positional[:1], *made_from):
            said = next((one.where for one in objects(reading).of(node, depth) if one.kind), said)
    return said


def _handed(
    reading: Reading, call: Call, argument: str | Argument, values: tuple[str, ...]
) -> bool:
    """Whether an argument is one of some texts however it was handed on."""
    wanted = Argument(-1, argument) if isinstance(argument, str) else argument
    node = call.argument(wanted)
    told = texts_handed_on(reading, node) if node is not None else ()
    return bool(told) and set(told) <= set(values)


def _is_temporary(reading: Reading, node: Node) -> bool:
    """Whether a path or an address is one of a file that goes with the program."""
    if reading.known(node).startswith("/tmp/") or in_temporary_folder(reading, node):
        return True
    return address_of_temporary(reading, node)


def _by_address(reading: Reading, call: Call) -> Environment:
    """Where the object leads that a call makes, as far as its address or profile says so.

    Of an address that isn't known the name may say that it is production's.
    """
    found: list[Environment] = []
    for name, node in chain((("", one) for one in call.positional), call.keywords.items()):
        brokers = node if name == _BROKERS else value_inside(reading, node, _IN_SETTINGS)
        if brokers is not None:
            found += _of_brokers(reading, brokers)
            continue
        if name in _PROFILES:
            found += [raised((text,)) for text in reading.texts(node)]
        if name and name not in _ADDRESSES:
            continue
        texts = reading.texts(node) or _said_elsewhere(reading, node)
        texts = texts or texts_handed_on(reading, node)
        if not name and not any(mark in text for text in texts for mark in _MARKS):
            found += [] if texts else [by_name(reading, node)]
            continue
        found += [
            _in_test(reading, _of(text, name.startswith("host")), text) for text in texts
        ] or [by_name(reading, node)]
    return _gravest(found)


def _said_elsewhere(reading: Reading, node: Node) -> tuple[str, ...]:
    """What a setting of another module's object is: `get_settings().redis_url`."""
    said = said_elsewhere(reading, node) if node.type == "attribute" else None
    return (said,) if said else ()


def _of_brokers(reading: Reading, node: Node) -> list[Environment]:
    """Where brokers are: `"kafka-1:9092,kafka-2:9092"`, `["kafka-1:9092"]`."""
    elements = reading.builder.flow.elements(node) or [node]
    texts = [text for one in elements for text in reading.texts(one)]
    hosts = [one.strip().partition(":")[0] for text in texts for one in text.split(",")]
    told = [_in_test(reading, classify(host=one, services=frozenset()), one) for one in hosts]
    return told or [by_name(reading, node)]


def _in_test(reading: Reading, where: Environment, text: str) -> Environment:
    """Somebody's, where a test writes a host down that has a name of its own."""
    return strange_host(reading, text) if where == _NOWHERE and reading.in_test else where


def leads_to(reading: Reading, call: Call) -> Environment:
    """Where what a call changes lives: by what it is called on, or by what it is given."""
    owner: Node | None = call.function
    for _ in range(_DEEPEST):
        owner = _below(owner) if owner is not None else None
        if owner is None:
            break
        where = _gravest(one.where for one in objects(reading).of(owner))
        if where != _NOWHERE:
            return where
    where = _gravest(_given(reading, call))
    if where == _NOWHERE:
        where = configured(reading, call)
    return _connected_once(reading, call) if where == _NOWHERE else where


def _connected_once(reading: Reading, call: Call) -> Environment:
    """Where a library leads that a module connects once, for whatever calls it afterwards."""
    for package in reading.names.packages & CONNECTED_BY.keys():
        full = CONNECTED_BY[package]
        if not call.name.startswith(f"{package}."):
            owner = _below(call.function)
            kinds = [one.kind for one in objects(reading).of(owner)] if owner is not None else []
            if not any(kind.startswith(package) for kind in kinds):
                continue
        made = [
            one for _, one in named_calls(reading, (full.rpartition(".")[2],)) if one.name == full
        ]
        return _gravest(
            where
            for one in made
            for where in (_by_address(reading, one), *_given(reading, one))
            if where != _NOWHERE
        )
    return _NOWHERE


def _given(reading: Reading, call: Call) -> Iterator[Environment]:
    """Where the connections and engines lead that a call is given."""
    for node in (*call.positional, *call.keywords.values()):
        if unwrapped(node).type in _LEADING:
            yield from (one.where for one in objects(reading).of(node) if one.kind)


def _below(node: Node) -> Node | None:
    """What an attribute is one of, what is called, what is awaited."""
    node = unwrapped(node)
    below = node.child_by_field_name("object") or node.child_by_field_name("function")
    return below or node.child_by_field_name("value")


def _of(text: str, is_host: bool) -> Environment:
    plain = is_host and "://" not in text
    where = classify(host=text, services=frozenset()) if plain else _of_url(text)
    return _NOWHERE if where.reason == _FILE else where


def _of_url(text: str) -> Environment:
    return classify(url=text, services=frozenset())


def _gravest(found: Iterable[Environment]) -> Environment:
    return min(found, key=lambda one: GRAVEST.index(one.kind), default=_NOWHERE)
