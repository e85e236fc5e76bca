"""Files written with nothing in them: what was in them is as gone as if they were deleted."""

from __future__ import annotations

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.patterns import late

_WRITES = frozenset(("write_text", "write_bytes"))
_NOTHING = late(r"[bru]?(?:\"\"|'')")
_TRUNCATES = frozenset(("truncate",))
_ENDS = late(r"\)\s*\.\s*close\(\s*\)\s*$")
_BODY = late(
    r"\)\s*(?:as\s+(?P<name>\w+)\s*)?:\s*(?:pass|\.\.\.|(?P=name)\.truncate\((?:0|size=0)?\))\s*$"
)
_LONGEST = 400


def leaves_nothing(reading: Reading, call: Call) -> bool:
    """Whether a call leaves a file empty: `open(path, "w").close()`, `path.write_text("")`.

    So does `with open(path, "w"): pass`, in whose body nothing is written.
    """
    module = reading.module
    given = [*call.positional, *call.keywords.values()]
    if call.last in _WRITES:
        return bool(given) and _NOTHING.fullmatch(module.code(given[0])) is not None
    if call.last in _TRUNCATES:
        return bool(given) and module.code(given[-1]) == "0"
    statement = place_of(module, call.node.start_byte).statement
    code = module.code(statement)[:_LONGEST]
    if statement.type == "with_statement":
        return _BODY.search(code) is not None
    return statement.type == "expression_statement" and _ENDS.search(code) is not None
