"""The base of every rule. A rule's file is its documentation, its tests and its behaviour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from inspect import cleandoc
from typing import Any, ClassVar

from msgspec import Struct

from guardrail.context import Context
from guardrail.effects import Effect, ObjectKind, Verb
from guardrail.example import Example
from guardrail.model import Category, Confidence, Finding, Level, Related, Remedy
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD
from guardrail.unit import Unit

_HOLE = late(rf"{HOLE_WORD}\d+")


class Only(Struct, frozen=True):
    """The effects of one type that a rule may find something in; an empty field is any of them.

    `kinds` are those of a `SchemaChange`.
    """

    type: type[Effect]
    verbs: tuple[Verb, ...] = ()
    kinds: tuple[ObjectKind, ...] = ()

    def fits(self, effect: Effect) -> bool:
        """Whether the effect is one of them."""
        return (
            type(effect) is self.type
            and (not self.verbs or getattr(effect, "verb", None) in self.verbs)
            and (not self.kinds or getattr(effect, "kind", None) in self.kinds)
        )


class Listing(Struct, frozen=True):
    """Where a rule is found and what it judges: all that is needed of one that nothing asks."""

    name: str
    module: str
    attribute: str
    judges: tuple[type, ...]
    only: tuple[Only, ...] = ()

    def asks(self, effect: Effect) -> bool:
        """Whether the rule judges such effects, and may find something in this one."""
        told = [only for only in self.only if only.type is type(effect)]
        return not told or any(only.fits(effect) for only in told)


class Rule:
    """Judges effects, or whole Units, in Context. Yields findings, never parses text.

    A subclass's docstring has a first line that says what was found, and the headings `Why it
    matters` and `Do this instead`. Its name is the bad thing, so that "allow NAME" reads well.
    `judges` lists the effect types it is called with, or is `(Unit,)`. `only` spares it what it
    would find nothing in: of a type that is named there it gets the effects that fit, and a Unit
    where one of its effects does. `inline` is whether a comment may allow it; credentials and
    guards need a waiver. `edition` is the first one in which it may block.
    """

    name: ClassVar[str]
    category: ClassVar[Category]
    level: ClassVar[Level]
    judges: ClassVar[tuple[type, ...]]
    only: ClassVar[tuple[Only, ...]] = ()
    bad: ClassVar[Sequence[Example]]
    good: ClassVar[Sequence[Example]]
    inline: ClassVar[bool] = True
    edition: ClassVar[int] = 2026

    def judge(self, effect: Any, context: Context, /) -> Iterator[Finding]:
        """Findings on one effect. Called with the types in `judges` alone, so a rule names them."""
        return iter(())

    def judge_unit(self, unit: Unit, context: Context) -> Iterator[Finding]:
        """Findings on a whole Unit. Called where `judges` is `(Unit,)`."""
        return iter(())

    def finding(
        self,
        effect: Effect,
        message: str,
        *,
        level: Level | None = None,
        confidence: Confidence | None = None,
        related: Sequence[Related] = (),
        remedy: Remedy | None = None,
        help: str = "",
    ) -> Finding:
        """A finding on the effect; its confidence is never above the effect's own.

        What is only known at run time is never called by the word that stands for it in a text.
        """
        return Finding(
            rule=self.name,
            category=self.category,
            level=self.level if level is None else level,
            confidence=min(effect.confidence, confidence or Confidence.HIGH),
            message=_HOLE.sub("…", message) if HOLE_WORD in message else message,
            span=effect.span,
            help=help or _instead(self.__doc__ or ""),
            related=tuple(related),
            remedy=remedy,
            effect=effect,
        )


def listing_of(rule: type[Rule]) -> Listing:
    """What is listed of a rule."""
    return Listing(rule.name, rule.__module__, rule.__name__, rule.judges, rule.only)


def sections(rule: type[Rule]) -> dict[str, str]:
    """The rule's documentation by heading; what stands before the first heading is under ""."""
    return _by_heading(rule.__doc__ or "")


@cache
def _instead(documentation: str) -> str:
    return first_sentence(_by_heading(documentation)["Do this instead"])


@cache
def _by_heading(documentation: str) -> dict[str, str]:
    found: dict[str, str] = {}
    heading = ""
    lines: list[str] = []
    for line in [*cleandoc(documentation).splitlines(), "## "]:
        if line.startswith("## "):
            found[heading] = "\n".join(lines).strip()
            heading, lines = line[3:].strip(), []
        else:
            lines.append(line)
    return found


def summary(rule: type[Rule]) -> str:
    """One line that says what the rule finds."""
    return sections(rule)[""].splitlines()[0]


def first_sentence(text: str) -> str:
    """The first paragraph as one line: what an agent is told to do instead."""
    return " ".join(text.split("\n\n", maxsplit=1)[0].split())


class RuleInfo(Struct, frozen=True):
    """What the doors show of a rule. `why` and `instead` are Markdown."""

    name: str
    category: Category
    level: Level
    summary: str
    why: str
    instead: str
    languages: tuple[str, ...]
    inline: bool
    edition: int


def info(rule: type[Rule]) -> RuleInfo:
    """The rule's metadata, from its class and its docstring."""
    documented = sections(rule)
    return RuleInfo(
        name=rule.name,
        category=rule.category,
        level=rule.level,
        summary=summary(rule),
        why=documented.get("Why it matters", ""),
        instead=documented.get("Do this instead", ""),
        languages=tuple(dict.fromkeys(example.language for example in rule.bad)),
        inline=rule.inline,
        edition=rule.edition,
    )
