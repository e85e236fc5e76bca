"""Where what was found runs, as the conditions around it say: `if ENV == "production": …`."""

from __future__ import annotations

from msgspec.structs import replace

from guardrail.effects import Effect
from guardrail.frontends.python.found import Found, Said
from guardrail.frontends.python.guarding.guards import environment_at
from guardrail.frontends.python.reading import Reading
from guardrail.model import Environment, EnvironmentKind
from guardrail.stream import Embedded

_WORD = "prod"


def in_environment(reading: Reading, found: Found) -> Found:
    """What was found, with the environment that the conditions around it ask for.

    What is known of its target itself counts before that.
    """
    facts = reading.module.facts
    if _WORD not in facts:
        facts[_WORD] = _WORD in reading.module.plain.lower()
    where = environment_at(reading.module, found.start) if facts[_WORD] else Environment()
    if where.kind is EnvironmentKind.UNKNOWN:
        return found
    return replace(found, items=[_placed(item, where) for item in found.items])


def _placed(item: Said, where: Environment) -> Said:
    if isinstance(item, Effect) and item.environment.kind is EnvironmentKind.UNKNOWN:
        return replace(item, environment=where)
    if isinstance(item, Embedded):
        around = item.source.surroundings
        if around.environment.kind is EnvironmentKind.UNKNOWN:
            inherited = replace(around, environment=where)
            return Embedded(replace(item.source, surroundings=inherited))
    return item
