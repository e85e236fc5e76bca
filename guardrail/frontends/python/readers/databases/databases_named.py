"""Whose database a program is run on, by what the variable is called that names it.

`["dropdb", LIVE_DB]`, and in a test whatever a variable of the environment names.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.named_addresses import database_by_name
from guardrail.knowledge.python.rows import words
from guardrail.model import Environment
from guardrail.stream import Embedded

_PROGRAMS = words(
    "psql dropdb pg_restore mysql mysqladmin mariadb mongosh mongo mongorestore redis-cli sqlplus"
    " clickhouse-client cqlsh dropuser"
)
_NAMING = words("identifier attribute subscript call")


def database_of(reading: Reading, elements: Sequence[Node]) -> Environment:
    """Where the database lives that a program's words name by variables, as far as they tell."""
    if not elements or reading.known(elements[0]).rsplit("/", 1)[-1] not in _PROGRAMS:
        return Environment()
    told = (database_by_name(reading, one) for one in elements[1:] if one.type in _NAMING)
    return next((one for one in told if one != Environment()), Environment())


def placed_in(item: Embedded, where: Environment) -> Embedded:
    """A text with where it runs, if nothing was known of that before."""
    around = item.source.surroundings
    if where == Environment() or around.environment != Environment():
        return item
    return Embedded(replace(item.source, surroundings=replace(around, environment=where)))
