"""Messages that are pushed to everybody: to a topic named for all, or to every token there is.

Source: the documentation of firebase-admin 7.7, `messaging` (`Message.topic`, `MulticastMessage`,
`send_each`; with `dry_run` messages are only validated).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.conditions import given, possibly
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.loops import looped_over
from guardrail.frontends.python.readers.narrowing.defaults import default_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.comprehensions import clause_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.iteration import yielded
from guardrail.knowledge.python.rows import Argument
from guardrail.patterns import late

PUSHED = "push to every "
"""How it is told in what is sent: "push to every subscriber of all-users"."""
_DRY = Argument(1, "dry_run")
_ALL = late(
    r"(?:^|[-_/])(?:all|everyone|everybody|broadcast|global)(?:$|[-_/])|^all[a-z]*$", re.IGNORECASE
)
"""Topics that everybody is subscribed to, by their names."""
_MADE = ("Message", "MulticastMessage")
_FEW = 8
_DEEPEST = 6


def pushed(reading: Reading, call: Call) -> Iterator[str]:
    """To whom a call pushes a message, where that is everybody; nobody while it only checks it."""
    if _is_dry(reading, call):
        return
    for message in _messages(reading, next(iter(call.positional), None), 0):
        topics = [*_texts(reading, message.keywords.get("topic"), 0)]
        if told := next((one for one in topics if _ALL.search(one)), ""):
            yield f"{PUSHED}subscriber of {told}"
            return
        around = looped_over(reading, message) if "tokens" in message.keywords else None
        if around is not None and around[0] in (Scope.NONE, Scope.TAUTOLOGY):
            yield f"{PUSHED}device that is known"
            return


def _is_dry(reading: Reading, call: Call) -> bool:
    """Whether a message is only checked, or is unless somebody asks for more."""
    node = call.argument(_DRY)
    if node is None:
        return False
    default = default_of(reading, node) if node.type == "identifier" else None
    if default is not None:
        return reading.truth(default) is True
    return given(reading, call, _DRY, ("True",)) is True or possibly(reading, call, _DRY, ("True",))


def _messages(reading: Reading, node: Node | None, depth: int) -> Iterator[Call]:
    """The calls that make the messages which are sent."""
    if node is None or depth > _DEEPEST:
        return
    node = unwrapped(node)
    value = reading.builder.flow.value(node) or node
    if value.type in ("list_comprehension", "generator_expression"):
        yield from _messages(reading, value.child_by_field_name("body"), depth + 1)
    elif value.type == "list" or (value.type == "identifier" and reading.builder.flow.lists(value)):
        for one in (reading.builder.flow.elements(value) or ())[:_FEW]:
            yield from _messages(reading, one, depth + 1)
    elif value.type == "call":
        made = reading.call(value)
        own = own_function(reading, made)
        if made.last in _MADE:
            yield made
        for one in results_of(reading.module, own)[:_FEW] if own is not None else ():
            yield from _messages(reading, one, depth + 1)


def _texts(reading: Reading, node: Node | None, depth: int) -> Iterator[str]:
    """The texts that a topic may be: what calls give a parameter, what a loop runs over."""
    if node is None or depth > _DEEPEST:
        return
    texts = reading.texts(node)
    yield from texts
    if texts or node.type != "identifier":
        return
    clause = clause_around(reading.module, node)
    over = clause.child_by_field_name("right") if clause is not None else None
    listed = yielded(reading.builder.flow, over) if over is not None else None
    for one in (*(listed or ())[:_FEW], *passed_to(reading, node)):
        yield from _texts(reading, one, depth + 1)
