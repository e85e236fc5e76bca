"""Secrets in a file that the program has written itself: `json.dump(asdict(settings), file)`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.filesystem.file_identity import identities
from guardrail.frontends.python.readers.secrets.secret_values import Shows
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.patterns import late

_WRITES = late(r"\b(?:write_text|dump|safe_dump|save)(?=\()")
_MOST = 20


def written_into(reading: Reading, node: Node, paths: list[Node]) -> Iterator[str]:
    """What was written before, in the same function, into the files of some paths."""
    module = reading.module
    scope = function_around(module, node) or module.root
    wanted = frozenset[str]().union(*(identities(reading, one) for one in paths))
    if not wanted:
        return
    found = _WRITES.finditer(module.plain, scope.start_byte, node.start_byte)
    for trail in module.around(islice((one.span() for one in found), _MOST)):
        call = next((reading.call(one) for one in trail[:4] if one.type == "call"), None)
        path = _path_of(reading, call) if call is not None else None
        if call is None or path is None or wanted.isdisjoint(identities(reading, path)):
            continue
        for one in (*call.positional[:1], *call.keywords.values()):
            yield from Shows(reading).of(one)


def _path_of(reading: Reading, call: Call) -> Node | None:
    """The path that a call writes to: its object's, or that of the file which it is given."""
    if call.last == "write_text":
        return call.function.child_by_field_name("object")
    file = call.positional[1] if len(call.positional) > 1 else None
    opened = reading.builder.flow.value(file) if file is not None else None
    if opened is None or opened.type != "call":
        return file
    made = reading.call(opened)
    owner = made.function.child_by_field_name("object")
    return owner if made.last == "open" and owner is not None else next(iter(made.positional), None)
