"""Reads shell: what its commands would do, and the texts and files that they run.

The parser is Guardrail's own: it is linear, gives exact places through every quoting, and yields
the commands of a text that no shell would take.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guardrail.model import Source
    from guardrail.settings import Settings
    from guardrail.stream import Item

LONGEST = 3_000_000
"""Characters of the longest text that is read; a tree of it takes two hundred times the space."""


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """What a shell text does, in the order it would run; its comments and faults come last."""
    from guardrail.frontends.comments import comments
    from guardrail.frontends.shell.parse import parse
    from guardrail.frontends.shell.scope import Scope
    from guardrail.frontends.shell.walk import Walk
    from guardrail.stream import Unanalysed

    if len(source.text) > LONGEST:
        yield Unanalysed(source.span(0, len(source.text)), "a script too long to be read")
        return
    script = parse(source.text)
    around = source.surroundings
    scope = Scope(inherited=around.variables, directory=around.directory)
    yield from Walk(source).script(script.nodes, scope)
    yield from comments(source, script.comments, script.statements)
    for start, end, reason in script.faults:
        yield Unanalysed(source.span(start, end), reason)
