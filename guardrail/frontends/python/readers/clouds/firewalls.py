"""Firewall rules that let everybody in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from guardrail.effects import PrivilegeChange, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.clouds.given_places import given_at, under
from guardrail.frontends.python.readers.clouds.managed import EVERYBODY
from guardrail.frontends.python.readers.clouds.policies import (
    any_repository,
    any_subject_of,
    open_to_everybody,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.plain_data import UNKNOWN, Plain, agrees, found_under
from guardrail.frontends.python.values.plain_values import plain_value
from guardrail.frontends.python.values.unfolding import set_on
from guardrail.knowledge.python.rows import NOWHERE, Argument, OpensPorts
from guardrail.model import Step
from guardrail.stream import Item

_FEW = 12
_ANYBODYS = r"(?:repo|project_path):\*[^\"'\n]*"
"""The subject of a forge's token that any repository has."""
SOME_PORT = "a port that is only known at run time"


def opens_ports(reading: Reading, call: Call, row: OpensPorts) -> list[Item] | None:
    """What a rule opens to every address, `None` where it names some."""
    if not _counts(reading, call, row):
        return None
    if row.document and not open_to_everybody(_whole(reading, call, row.document)):
        return None
    if row.conditions != NOWHERE and not _any_repository(reading, call, row.conditions):
        return None
    world = (not row.world and not call.double_stars) or any(
        agrees(one, values) for where, values in row.world for one in _values(reading, call, where)
    )
    if not world:
        return None
    found = [*_ports_of_entries(reading, call, row)] or [*_ports(reading, call, row.port)]
    ports = [str(one) for one in found if one is not UNKNOWN]
    how = f"port {', '.join(dict.fromkeys(ports))}" if ports else "every port"
    if found and not ports:
        how = SOME_PORT
    name = reading.known(call.argument(row.id))
    return [
        PrivilegeChange(
            **reading.stated(call.node),
            dialect=row.provider,
            verb=Verb.GRANT,
            privileges=(row.what or how,),
            on=f"the {row.kind} {name}".strip(),
            whom=(EVERYBODY,),
            via=_named_at(reading, call, row),
        )
    ]


def _named_at(reading: Reading, call: Call, row: OpensPorts) -> tuple[Step, ...]:
    """The step at the only place of the module that says who is everybody, where that is far."""
    module, said = reading.module, "|".join(values for _, values in row.world)
    if row.conditions != NOWHERE:
        said = _ANYBODYS
    if not said:
        return ()
    key = f"named at {said}"
    if key not in module.facts:
        named = re.compile(rf"([\"'])(?:{said})\1")
        module.facts[key] = [one.span() for one in islice(named.finditer(module.text), _FEW)]
    inside = range(call.node.start_byte, call.node.end_byte)
    put = [range(one.start_byte, one.end_byte) for one in set_on(reading, call).values()]
    places: list[tuple[int, int]] = [
        one for one in module.facts[key] if not any(one[0] in part for part in (inside, *put))
    ]
    if len(places) != 1:
        return ()
    start, end = places[0]
    return (Step(module.text[start:end].strip("\"'"), reading.source.span(start, end)),)


def _any_repository(reading: Reading, call: Call, argument: Argument) -> bool:
    """Whether what a principal is asked for lets the workflows of any repository in."""
    node = call.argument(argument)
    plain = plain_value(reading, node) if node is not None else UNKNOWN
    return any_subject_of(plain) if isinstance(plain, list) else any_repository(plain)


def _counts(reading: Reading, call: Call, row: OpensPorts) -> bool:
    """Whether nothing that a call says besides keeps the door shut."""
    for argument, value in row.only:
        told = [one for one in _values(reading, call, argument) if one is not UNKNOWN]
        if told and not any(agrees(one, value) for one in told):
            return False
    if row.must and not any(
        agrees(one, value)
        for argument, value in row.must
        for one in _values(reading, call, argument)
    ):
        return False
    if any(_values(reading, call, argument) for argument in row.unless_given):
        return False
    return not (row.unless_said and re.search(row.unless_said, reading.module.text))


def _whole(reading: Reading, call: Call, argument: str) -> Plain:
    node = call.argument(Argument(-1, argument))
    return plain_value(reading, node) if node is not None else UNKNOWN


def _values(reading: Reading, call: Call, where: str) -> list[Plain]:
    """What stands in an argument, or under a key anywhere inside it."""
    argument, _, key = where.partition(".")
    given = given_at(call, argument, inside=bool(key))
    whole = (plain_value(reading, one, by_default=True) for one in given)
    if key:
        return [one for plain in whole for one in under(plain, key)]
    return [one for plain in whole for one in (plain if isinstance(plain, list) else [plain])]


def _ports_of_entries(reading: Reading, call: Call, row: OpensPorts) -> Iterator[Plain]:
    """The ports of those entries alone that let everybody in; others are for somebody."""
    for where, values in row.world:
        argument, _, key = where.partition(".")
        node = call.argument(Argument(-1, argument)) if key and row.port else None
        whole = plain_value(reading, node, by_default=True) if node is not None else UNKNOWN
        for entry in _entries(whole):
            given = entry.get(key, UNKNOWN)
            if any(agrees(one, values) for one in (given if isinstance(given, list) else [given])):
                yield from _each([*found_under(entry, row.port)])


def _entries(plain: Plain) -> Iterator[dict[str, Plain]]:
    """The mappings in a value, the outermost first."""
    if isinstance(plain, dict):
        yield plain
        plain = list(plain.values())
    for inner in plain if isinstance(plain, list) else ():
        yield from _entries(inner)


def _ports(reading: Reading, call: Call, key: str) -> Iterator[Plain]:
    given = chain(call.keywords.items(), (("", one) for one in call.positional))
    for name, node in given:
        plain = plain_value(reading, node) if key else UNKNOWN
        yield from _each([plain] if name and name == key else [*under(plain, key)])


def _each(ports: Sequence[Plain]) -> Iterator[Plain]:
    """Each of what several lists hold, one for each way to give them."""
    for one in ports:
        yield from _each(one) if isinstance(one, list) else (one,)
