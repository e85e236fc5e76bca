"""What other modules are told of a function that hands a parameter on, and the row it is there."""

from __future__ import annotations

from guardrail.definitions import Definition
from guardrail.effects import Verb
from guardrail.frontends.python.functions.handed import ANYTHING, Handed, Wrapper
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import Argument, ChangesFile, RunsCode, RunsProgram, RunsText


def definition_of(reading: Reading, wrapper: Wrapper) -> Definition:
    """What other modules are told of a wrapper."""
    row = wrapper.row
    name = f"{wrapper.owner}.{wrapper.name}" if wrapper.owner else wrapper.name
    span = reading.span(wrapper.function)
    if isinstance(row, ChangesFile):
        return Definition(
            name,
            span,
            "file",
            *row.path,
            verb=str(row.verb),
            recursive=row.recursive,
            via=wrapper.via,
            guards=wrapper.guards,
        )
    if isinstance(row, RunsCode):
        return Definition(
            name, span, "code", *row.code, what=row.what, by_file=row.by_file, via=wrapper.via
        )
    if isinstance(row, RunsProgram):
        return Definition(
            name,
            span,
            "program",
            *row.arguments,
            spread=row.spread,
            before=row.before,
            after=row.after,
            shell_if=row.shell_if,
            via=wrapper.via,
            guards=wrapper.guards,
        )
    return Definition(
        name,
        span,
        "text",
        *row.text,
        language=row.language,
        dialect=row.dialect,
        certain=row.certain,
        sure=bool(row.receivers),
        via=wrapper.via,
        guards=wrapper.guards,
    )


def row_of(definition: Definition) -> Handed:
    """The row for calls of a function that another module defines."""
    argument = Argument(definition.position, definition.keyword)
    names, example = (definition.name,), ""
    if definition.does == "file":
        return ChangesFile(
            names=names,
            example=example,
            verb=Verb(definition.verb),
            path=argument,
            recursive=definition.recursive,
        )
    if definition.does == "code":
        return RunsCode(
            names=names,
            example=example,
            code=argument,
            what=definition.what,
            by_file=definition.by_file,
            by_others=True,
        )
    if definition.does == "program":
        return RunsProgram(
            names=names,
            example=example,
            arguments=argument,
            spread=definition.spread,
            before=definition.before,
            after=definition.after,
            shell_if=definition.shell_if,
        )
    return RunsText(
        names=names,
        example=example,
        language=definition.language,
        text=argument,
        receivers=ANYTHING if definition.sure else (),
        certain=definition.certain,
        dialect=definition.dialect,
    )


def guards_in(definition: Definition, call: Call) -> tuple[str, ...]:
    """What holds back what a function of another module does, as this call has it.

    A flag that is off by default does; a call that says more than what it hands on may set it.
    """
    placed = 0 if definition.spread else len(call.positional) - definition.position - 1
    more = bool(call.keywords.keys() - {definition.keyword}) or bool(call.double_stars)
    return () if more or placed > 0 else definition.guards
