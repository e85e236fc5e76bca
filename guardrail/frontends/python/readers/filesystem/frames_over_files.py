"""Data frames that are written over the file they were read from, with a part of it alone.

`df = pd.read_csv(MASTER)`, `overdue = df[df["due"] < today]`, `overdue.to_csv(MASTER)`: the rows
that aren't due are gone. What is put together with other frames may hold all that was there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import FileChange, Verb
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.filesystem.file_identity import identities
from guardrail.frontends.python.readers.filesystem.kept_copies import is_copied
from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.comprehensions import clause_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.frame_files import (
    ADDING,
    INDEXERS,
    LIMITING,
    READERS,
    REDUCING,
)
from guardrail.knowledge.python.rows import NOWHERE, WritesFrame
from guardrail.patterns import late
from guardrail.stream import Item

_MOST = 60
_HOLDING = frozenset(
    (
        *("dictionary_comprehension", "list_comprehension", "generator_expression"),
        *("conditional_expression", "boolean_operator"),
    )
)
_COLUMNS = frozenset(("subscript", "attribute"))
_ASKING = frozenset(
    (
        *("comparison_operator", "boolean_operator", "binary_operator", "not_operator"),
        *("unary_operator", "list", "slice", "tuple"),
    )
)
_PASSING = late(
    r"cache|te?mp\b|scratch|state|queue|pending|processed|interim|build|dist\b|report|summary|result"
    r"|todo|session|lock|sandbox|(?:^|/)out(?:put)?s?/",
    re.IGNORECASE,
)
"""Names of files that a program keeps for itself, or makes anew each time."""


def writes_frame(reading: Reading, call: Call, row: WritesFrame) -> list[Item] | None:
    """A file written over with a part of what was read from it, `None` for any other."""
    by_method = row.frame == NOWHERE
    frame = call.function.child_by_field_name("object") if by_method else call.argument(row.frame)
    target = call.argument(row.path)
    mode = reading.known(call.keywords.get(row.adds[0]))
    if (
        frame is None
        or target is None
        or mode == row.adds[1]
        or (row.anew and mode not in row.anew)
    ):
        return None
    told = reading.known(target)
    path = told if "://" in told else path_of(reading, target)
    if any(_PASSING.search(one) for one in (reading.module.code(target), path)):
        return None
    sources = [file for file, reduced in _Trace(reading).sources(frame) if reduced]
    if not sources:
        return None
    written = identities(reading, target)
    if all(written.isdisjoint(identities(reading, one)) for one in sources):
        return None
    if is_copied(reading, call, target):
        return None
    return [FileChange(**reading.stated(call.node), verb=Verb.OVERWRITE, path=path, partly=True)]


class _Trace:
    """Follows a frame back to the files that it was read from."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._module = reading.module
        self._waiting: list[tuple[Node, bool]] = []

    def sources(self, frame: Node) -> list[tuple[Node, bool]]:
        """The files, and whether something was left out since; none where more was added."""
        self._waiting = [(frame, False)]
        found: list[tuple[Node, bool]] = []
        seen = set[tuple[int, bool]]()
        while self._waiting and len(seen) < _MOST:
            node, reduced = self._waiting.pop()
            node = unwrapped(node)
            if (node.id, reduced) in seen:
                continue
            seen.add((node.id, reduced))
            if node.type == "call":
                call = self._reading.call(node)
                if call.last in ADDING:
                    return []
                if call.last in READERS or ".".join(call.name.split(".")[-2:]) in READERS:
                    part = reduced or self._limits(call)
                    found += [(one, part) for one in (*call.positional[:1],)]
                    continue
                self._called(call, reduced)
            else:
                self._waiting += [*self._back(node, reduced)]
        return found

    def _limits(self, call: Call) -> bool:
        """Whether a part of a file alone is read: `read_csv(path, usecols=["id"])`."""
        given = [one for name, one in call.keywords.items() if name in LIMITING]
        if call.last == "read_hdf":
            given += call.positional[1:2]
        values = (self._reading.builder.flow.value(one) for one in given)
        return any(one is not None and one.type != "none" for one in values)

    def _called(self, call: Call, reduced: bool) -> None:
        own = own_function(self._reading, call)
        if own is not None:
            self._waiting += [(one, reduced) for one in results_of(self._module, own)]
            return
        owner = call.function.child_by_field_name("object")
        if owner is not None and not self._reading.names.imported(owner):
            self._waiting.append((owner, reduced or call.last in REDUCING))
        else:
            self._waiting += [(one, reduced) for one in call.positional[:1]]

    def _back(self, node: Node, reduced: bool) -> Iterator[tuple[Node, bool]]:
        if node.type == "identifier":
            yield from self._named(node, reduced or self._is_cut_in_place(node))
        elif node.type == "attribute":
            held = self._reading.builder.flow.value(node)
            held = (
                node.child_by_field_name("object") if held is None or held.id == node.id else held
            )
            yield from [(held, reduced)] if held is not None else []
        elif node.type == "subscript":
            held, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
            if held is not None and key is not None:
                yield held, reduced or self._leaves_out(held, key)
        elif node.type in _HOLDING:
            body = node.child_by_field_name("body")
            parts = [body] if body is not None else self._module.children(node)[0]
            for part in parts:
                yield part, reduced
        elif node.type == "pair":
            value = node.child_by_field_name("value")
            yield from [(value, reduced)] if value is not None else []

    def _named(self, node: Node, reduced: bool) -> Iterator[tuple[Node, bool]]:
        clause = clause_around(self._module, node)
        over = clause.child_by_field_name("right") if clause is not None else None
        if over is not None:
            yield over, reduced
            return
        for one in self._reading.builder.flow.reaching(node):
            if one.kind is BindingKind.PARAMETER:
                yield from ((given, reduced) for given in passed_to(self._reading, node))
            elif one.value is not None:
                yield one.value, reduced

    def _leaves_out(self, held: Node, key: Node) -> bool:
        """Whether a part that is taken leaves some out: `df[df.age > 17]`, `df[KEPT]`."""
        if held.type == "attribute":
            named = held.child_by_field_name("attribute")
            if named is not None and self._module.name(named) in INDEXERS:
                return True
        if key.type in _COLUMNS:
            # `df[df["active"]]`, `df[df.active]`
            return self._module.code(key).startswith(self._module.code(held))
        key = self._reading.builder.flow.value(key) or key
        if key.type == "call":
            # `df[df["day"].between(a, b)]`
            return key.child_by_field_name("function") is not None and "." in self._module.code(key)
        return key.type in _ASKING

    def _is_cut_in_place(self, node: Node) -> bool:
        """Whether rows or columns were dropped from a frame itself: `df.dropna(inplace=True)`."""
        if "inplace" not in self._module.plain:
            return False
        name = re.escape(self._module.name(node))
        cut = rf"\b{name}\.(?:dropna|drop|query)\([^\n]*\binplace\s*=\s*True"
        return re.search(cut, self._module.plain) is not None
