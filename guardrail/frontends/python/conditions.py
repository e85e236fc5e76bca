"""Whether an argument of a call has one of the values that a row of knowledge speaks of."""

from __future__ import annotations

from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.rows import Argument


def given(
    reading: Reading, call: Call, argument: str | Argument, values: tuple[str, ...]
) -> bool | None:
    """Whether an argument has one of the values; `None` where only the run can tell."""
    node = call.argument(_argument(argument))
    if node is None:
        return "-" in values
    value = unwrapped(reading.builder.flow.value(node) or node)
    code = reading.module.code(value)
    truth = reading.truth(value)
    text = reading.known(node)
    for one in values:
        if one == "*" and code != "None":
            return True
        if one in ("True", "False") and truth is not None and str(truth) == one:
            return True
        if one == code or (text and one == text):
            return True
    known = truth is not None or bool(text) or value.type in ("integer", "string", "dictionary")
    return False if known or values in (("-",), ("*",)) else None


def said(reading: Reading, call: Call, argument: str | Argument) -> str:
    """An argument as it is written, "" where it isn't given."""
    wanted = _argument(argument)
    node = call.argument(wanted)
    return f"{wanted.keyword}={reading.module.short(node, 40)}" if node is not None else ""


def _argument(argument: str | Argument) -> Argument:
    return Argument(-1, argument) if isinstance(argument, str) else argument
