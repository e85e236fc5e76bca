"""doit's tasks: functions `task_…` that return or yield what is run, as command lines.

Source: the documentation of doit 0.36, "Tasks": in a file `dodo.py`, `actions` is a list whose
texts run in a shell and whose lists run without one; functions among them are called.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.found import Found
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.programs.quoting import command_line
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import only_hole

_FILE = "dodo.py"
_PREFIX = "task_"
_KEYS = ("actions", "teardown", "clean")


def task_actions(reading: Reading) -> Iterator[Found]:
    """What the tasks of a module run."""
    named = posixpath.basename(reading.source.path) == _FILE
    if not named and "doit" not in reading.names.packages:
        return
    for name, bound in reading.scopes.top().bindings.items():
        function = bound[-1].value
        if not name.startswith(_PREFIX) or bound[-1].kind is not BindingKind.DEFINED:
            continue
        if function is None or function.type != "function_definition":
            continue
        for told in results_of(reading.module, function):
            value = reading.builder.flow.value(told) or told
            for key, held in reading.builder.flow.pairs(value):
                if key in _KEYS:
                    yield from _actions(reading, held, function, name)


def _actions(reading: Reading, held: Node, function: Node, name: str) -> Iterator[Found]:
    named = function.child_by_field_name("name") or function
    for one in reading.builder.flow.elements(held) or ():
        one = unwrapped(one)
        call = Call(one, named, name)
        words = reading.builder.flow.elements(one)
        if words is not None:
            ropes = [command_line([reading.builder.text(word) for word in words])]
        else:
            ropes = [rope for rope in reading.builder.variants(one) if not only_hole(rope)]
        texts = [reading.embedded("shell", rope, call) for rope in ropes]
        if texts:
            yield Found(one.start_byte, one.end_byte, [*texts])
