"""Reads one statement: finds the verb, and gives the statement to the reader of that verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import DANGEROUS, Reading
from guardrail.frontends.sql.token import Token
from guardrail.frontends.sql.verbs import HARMLESS, reader
from guardrail.stream import Item


def read_tokens(reading: Reading, tokens: Sequence[Token]) -> Iterator[Item]:
    """The effects of one statement, or of a block of them."""
    cursor = Cursor(tokens)
    for piece in list(cursor.split(";")):
        if not piece.done:
            yield from statement(reading, piece)


def statement(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """The effects of one statement that begins at the cursor."""
    tokens = cursor.rest()
    found = reader(cursor)
    if found is not None:
        yield from found(reading, cursor)
    elif cursor.up() not in HARMLESS and not (
        reading.body and not any(token.up in DANGEROUS for token in tokens)
    ):
        yield reading.unread(tokens, "a statement that is not understood")
