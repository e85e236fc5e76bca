"""Rows for programs whose first words say what is done: `terraform destroy`, `docker volume rm`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from guardrail.effects import Effect, ResourceChange, Verb
from guardrail.knowledge.programs.command import At, Command, Outcome, Target, Word
from guardrail.knowledge.programs.connection import names
from guardrail.knowledge.programs.options import Parsed

ASKING = "asking first"
A_PROMPT = "a prompt"

_NOTHING: Mapping[str, str] = {}


class Row(Struct, frozen=True):
    """What a program does when its operands begin with `words`.

    `effect` is the kind of effect, `fields` what it says. `needs`: one of these options must be
    given; `spared`: with one of these nothing happens. `named` is the effect's field that takes
    the names that follow the words. `asks`: a person is asked first, unless an option gives that
    up.
    """

    words: tuple[str, ...]
    effect: type[Effect]
    fields: tuple[tuple[str, Any], ...]
    needs: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    named: str = ""
    asks: bool = False


def deletes(
    provider: str, kind: str, *words: str, needs: tuple[str, ...] = (), asks: bool = False
) -> Row:
    """The row of a verb that deletes the resources named after it."""
    fields = (("verb", Verb.DELETE), ("provider", provider), ("kind", kind))
    return Row(words, ResourceChange, fields, needs, named="id", asks=asks)


def outcomes(
    command: Command,
    parsed: Parsed,
    rows: Sequence[Row],
    *,
    target: Target | None = None,
    given_up: Mapping[str, str] = _NOTHING,
    spared: Sequence[str] = ("--help", "-h", "--dry-run", "--version"),
) -> Iterator[Outcome]:
    """What the first fitting row says, one effect for each name that follows the words.

    `given_up` says what the options give up that remove a question or a protection.
    """
    if parsed.has(*spared):
        return
    texts = tuple(word.text for word in parsed.operands)
    for row in rows:
        if texts[: len(row.words)] != row.words:
            continue
        if parsed.has(*row.spared) or (row.needs and not parsed.has(*row.needs)):
            continue
        rest: Sequence[Word | None] = parsed.operands[len(row.words) :] if row.named else ()
        lost = tuple(what for option, what in given_up.items() if parsed.has(option))
        for word in rest or (None,):
            yield _effect(command, row, word, target or Target(), lost)
        return


def _effect(
    command: Command, row: Row, word: Word | None, target: Target, lost: tuple[str, ...]
) -> Outcome:
    fields = dict(row.fields)
    own: tuple[str, ...] = ()
    if word is not None:
        fields[row.named] = word.text if word.known else ""
        own = (word.text,) if word.known else names([word])
    if row.effect is ResourceChange:
        fields["protections"] = lost
    if row.asks and ASKING not in lost:
        fields["guards"] = (A_PROMPT,)
    effect = row.effect(span=command.span(), evidence=command.evidence, **fields)
    return At(effect, Target(target.host, target.database, target.url, (*target.words, *own)))
