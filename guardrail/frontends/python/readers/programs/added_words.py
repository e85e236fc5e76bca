"""What holds back the words of a command that are only added to its list under a condition.

`if rebuild: words.append("--full-refresh")`: the line with that word runs for who asks for it, just
as if the call itself stood there. Conditions of which nothing is known say nothing of the line: one
without the word may be as bad.
"""

from __future__ import annotations

from guardrail.effects.guarding import OFF_BY_DEFAULT, is_withheld
from guardrail.frontends.python.guarding.guards import guards_at, guards_of
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import Rope
from guardrail.spanmap import PieceKind

_MOST = 24


def added_only_if(reading: Reading, call: Call, line: Rope) -> tuple[str, ...]:
    """The guards that hold words of a line back which stand elsewhere than in the call."""
    module, node = reading.module, call.node
    places = {
        part.start
        for part in line
        if part.kind is not PieceKind.GAP and not node.start_byte <= part.start < node.end_byte
    }
    if not places:
        return ()
    around = guards_of(module, node)
    found = dict.fromkeys(
        guard
        for place in sorted(places)[:_MOST]
        for guard in guards_at(module, place)
        if guard not in around and (is_withheld((guard,)) or guard.endswith(OFF_BY_DEFAULT))
    )
    return tuple(found)
