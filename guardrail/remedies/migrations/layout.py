"""How a file of SQL is divided: the way up and the way back, transactions written out."""

from __future__ import annotations

import re

from msgspec import Struct, field

from guardrail.patterns import late
from guardrail.remedies.migrations.tools import LIQUIBASE, Outside, Tool, tool_of
from guardrail.remedies.place import Place
from guardrail.remedies.sql.scan import Statement, Unclear, statement_around, statements_of

_BEGINS = (("BEGIN",), ("START", "TRANSACTION"))
_ENDS = (("COMMIT",), ("END",))
_MARK = late(
    r"^[ \t]*--[ \t]*(?:\+goose[ \t]+(?P<goose>up|down)|migrate:(?P<dbmate>up|down)"
    r"|\+migrate[ \t]+(?P<migrate>up|down)|(?P<node>up|down)[ \t]+migration"
    r"|(?P<changeset>changeset)[ \t]+\S+:\S+)[^\n]*",
    re.I | re.M,
)
_OPEN = late(r"--[ \t]*(?:\+goose[ \t]+no[ \t]+transaction|no-transaction)", re.I)


class Layout(Struct):
    """A migration's file. `mark` is the line that opens the section around the place.

    `up` and `down` are the ranges of the sections; `statements` are those of the place's section.
    `transaction` holds the BEGIN and COMMIT that are written around the place.
    """

    tool: Tool
    up: tuple[int, int]
    mark: tuple[int, int] | None = None
    down: tuple[int, int] | None = None
    statements: list[Statement] = field(default_factory=list)
    here: Statement | None = None
    transaction: tuple[Statement, Statement] | None = None
    outside: bool = False

    @property
    def others(self) -> list[Statement]:
        """The statements of the section besides the one at the place."""
        return [each for each in self.statements if each is not self.here]


def layout_of(place: Place) -> Layout | None:
    """The layout around a place in a file of SQL, `None` where it can't be told."""
    layout = _sections(place)
    if layout is None:
        return None
    try:
        layout.statements = statements_of(place.text, *layout.up)
    except Unclear:
        return None
    layout.here = statement_around(layout.statements, place.span.start, place.span.end)
    if layout.here is None:
        return None
    layout.transaction = _transaction(layout)
    layout.outside = _is_outside(place, layout)
    return layout


def _sections(place: Place) -> Layout | None:
    tool, text = tool_of(place), place.text
    marks = [m for m in _MARK.finditer(text) if _belongs(m, tool)] if tool.up else []
    if not marks:
        return Layout(tool, (0, len(text)))
    bounds = [*(m.start() for m in marks), len(text)]
    for number, mark in enumerate(marks):
        if mark.end() <= place.span.start < bounds[number + 1]:
            if _is_down(mark):
                return None
            layout = Layout(tool, (mark.end(), bounds[number + 1]), mark.span())
            if number + 1 < len(marks) and _is_down(marks[number + 1]):
                layout.down = (marks[number + 1].end(), bounds[number + 2])
            return layout
    return None


def _belongs(mark: re.Match[str], tool: Tool) -> bool:
    return (mark["changeset"] is not None) == (tool is LIQUIBASE)


def _is_down(mark: re.Match[str]) -> bool:
    return any((mark[name] or "").lower() == "down" for name in mark.re.groupindex)


def _transaction(layout: Layout) -> tuple[Statement, Statement] | None:
    opened: Statement | None = None
    for statement in layout.statements:
        if any(statement.starts(*words) for words in _BEGINS):
            opened = statement
        elif any(statement.starts(*words) for words in _ENDS):
            if opened and layout.here and opened.stop <= layout.here.start < statement.start:
                return opened, statement
            opened = None
    return None


def _is_outside(place: Place, layout: Layout) -> bool:
    """Whether the tool opens no transaction around the section."""
    tool = layout.tool
    if tool.outside is Outside.FREE:
        return True
    if tool.outside is Outside.LINE:
        return _OPEN.search(place.text) is not None
    if tool.outside is Outside.OPTION and layout.mark is not None:
        line = place.text[slice(*layout.mark)].lower().replace(" ", "")
        return tool.word.lower() in line
    return False
