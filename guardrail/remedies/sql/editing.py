"""Edits of a text of SQL: words in the case of their neighbours, statements taken out whole."""

from __future__ import annotations

from guardrail.model import Edit
from guardrail.remedies.migrations.layout import Layout
from guardrail.remedies.place import Place
from guardrail.remedies.sql.scan import Statement, Token


def cased(words: str, neighbour: str) -> str:
    """Keywords in lower case where the neighbouring keyword is, else in upper case."""
    return words.lower() if neighbour.islower() else words


def verbatim(text: str, tokens: list[Token]) -> str:
    """The text from the first of the tokens to the last."""
    return text[tokens[0].start : tokens[-1].end] if tokens else ""


def removal(place: Place, start: int, end: int) -> Edit:
    """Takes a range out, and its lines where nothing else stands on them."""
    text = place.text
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop + 1
    if text[line:start].strip() or text[end:stop].strip():
        return place.edit(start, end, "")
    return place.edit(line, stop, "")


def out_of_transaction(place: Place, layout: Layout) -> tuple[Edit, ...]:
    """Ends the transaction that is written around the place's statement, and begins it anew after.

    Where nothing is left on one of the sides, its BEGIN and COMMIT go.
    """
    assert layout.transaction is not None and layout.here is not None
    opened, closed = layout.transaction
    here, text = layout.here, place.text
    inside = [s for s in layout.others if opened.stop <= s.start < closed.start]
    begin, commit = text[opened.start : opened.stop], text[closed.start : closed.stop]
    edits: list[Edit] = []
    if any(s.start < here.start for s in inside):
        edits.append(place.edit(here.start, here.start, f"{commit}\n\n"))
    else:
        edits.append(removal(place, opened.start, opened.stop))
    if any(s.start > here.start for s in inside):
        edits.append(place.edit(here.stop, here.stop, f"\n\n{begin}"))
    else:
        edits.append(removal(place, closed.start, closed.stop))
    return tuple(edits)


def terminated(statement: str) -> str:
    """The statement with its semicolon."""
    return statement.rstrip().rstrip(";").rstrip() + ";"


def mentions(statement: Statement, name: str) -> bool:
    """Whether a statement names something, qualified or not."""
    last = plain(name)
    return any(plain(t.text) == last for t in statement.tokens if t.kind in ("word", "quoted"))


def plain(name: str) -> str:
    """The last part of a written name, folded as the server folds it."""
    if name.endswith('"'):
        return name[name.rfind('"', 0, -1) + 1 : -1]
    return name.rpartition(".")[2].lower()
