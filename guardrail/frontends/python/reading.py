"""What the readers of calls share: the module being read, and how effects are stated."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, TypedDict

from msgspec import Struct, field
from msgspec.structs import replace
from tree_sitter import Node, Tree

from guardrail.frontends.python.guarding.guards import guards_of, outside_transaction
from guardrail.frontends.python.matching import Matching
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.naming.names import Names
from guardrail.frontends.python.naming.scopes import Scopes
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.strings.building import Builder
from guardrail.frontends.python.strings.rope import Part, Rope, built, gathered, known, only_hole
from guardrail.model import Confidence, Environment, Source, Span, Step, Surroundings
from guardrail.patterns import late
from guardrail.settings import Settings
from guardrail.spanmap import HOLE_WORD, PieceKind
from guardrail.stream import Embedded

_MOST_TEXTS = 16
_HOLE = late(rf"{HOLE_WORD}\d+")
_TOKENS = late(
    r"""(?P<text>[\"]{3}(?s:.*?)[\"]{3}|[']{3}(?s:.*?)[']{3}"""
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(?P<comment>\#[^\n]*)|(?P<space>\s+|\\\n)"""
    r"""|(?P<trailing>,\s*(?=[)\]}]))"""
)


class Stated(TypedDict):
    """What every effect of a call says of itself."""

    span: Span
    evidence: str
    guards: tuple[str, ...]
    confidence: Confidence


class Reading(Struct):
    """One module, its parts, and the settings it is read with.

    `caller` is the call in whose light the module is read: texts that are put together of what it
    gives stand there. It is `offering` where others ask what it makes, tests among them.
    `remembered` is where readers keep what an expression amounts to, by a word of
    theirs and the node: what is asked again along many ways is worked out once.
    """

    source: Source
    settings: Settings
    module: Module
    scopes: Scopes
    names: Names
    builder: Builder
    matching: Matching
    caller: Node | None = None
    offering: bool = False
    remembered: dict[tuple[str, int], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lets those that follow names ask which objects an expression may be."""
        from guardrail.frontends.python.functions.in_light import texts_in_light_of
        from guardrail.frontends.python.readers.narrowing.holding import always_holds_something
        from guardrail.frontends.python.receivers.attributes import bound_to
        from guardrail.frontends.python.receivers.constructed import (
            given_to_parameter,
            given_when_made,
        )
        from guardrail.frontends.python.receivers.objects import objects
        from guardrail.frontends.python.values.surely_given import surely_given

        self.scopes.surely_given = lambda node: surely_given(self, node)
        self.matching.kinds_of = lambda node: [
            one.kind for one in objects(self).of(node) if one.sure
        ]
        self.builder.flow.attributes = lambda node: bound_to(self, node)
        self.builder.flow.in_call = lambda function, call: texts_in_light_of(self, function, call)
        self.builder.flow.never_empty = lambda node: always_holds_something(self, node)
        self.builder.flow.given_to_maker = lambda node: given_to_parameter(self, node)
        self.builder.flow.given_when_made = lambda node, name: given_when_made(self, node, name)

    def let_go(self) -> None:
        """Take the parts apart: they hold each other, and would wait for the collector to go."""
        self.remembered.clear()
        parts = (self.builder.flow, self.builder, self.matching, self.names, self.scopes)
        for part in (*parts, self.module):
            vars(part).clear()

    @property
    def in_test(self) -> bool:
        """Whether the module is test code."""
        return self.settings.is_test(self.source.path)

    def span(self, node: Node) -> Span:
        """Where a node stands in the outermost text."""
        return self.source.span(node.start_byte, node.end_byte)

    def call(self, node: Node) -> Call:
        """The call that a node is, by its full name."""
        return call_of(self.module, node, self.names.dotted(node)[:-2])

    def stated(self, node: Node, confidence: Confidence = Confidence.HIGH) -> Stated:
        """The span, the evidence and the guards of an effect that the node has."""
        return {
            "span": self.span(node),
            "evidence": evidence(self.module.code(node)),
            "guards": guards_of(self.module, node),
            "confidence": confidence,
        }

    def embedded(
        self,
        language: str,
        rope: Rope,
        call: Call,
        *,
        dialect: str = "",
        directory: str = "",
        variables: Mapping[str, str] | None = None,
        guards: tuple[str, ...] = (),
        environment: Environment = Environment(),
    ) -> Embedded:
        """A text that the call runs, as a source of its own, and where and with what it runs.

        `guards` are those that stand before it besides what its place says; `environment` is where
        it works, if something tells that of this text alone.
        """
        around = self.source.surroundings
        if language == "shell":
            from guardrail.frontends.python.readers.programs.added_words import added_only_if
            from guardrail.frontends.python.readers.programs.emptied_words import with_empties

            guards = (*guards, *added_only_if(self, call, rope))
            rope = with_empties(self, rope, call.node.start_byte)
        inherited: Surroundings = replace(
            around,
            guards=(*around.guards, *guards_of(self.module, call.node), *guards),
            dialect=around.dialect or dialect,
            autocommit=around.autocommit or outside_transaction(self.module, call.node),
            directory=directory or self._gone_to(language, call) or around.directory,
            environment=environment if environment.reason else around.environment,
            variables={**around.variables, **variables} if variables else around.variables,
        )
        label = self.module.short(call.function, 40)
        place = self.caller or call.node
        rope = gathered(rope, place.start_byte, place.end_byte)
        source = self.source.embed(language, built(rope, "python"), label, inherited)
        step = Step(label, self.span(call.node))
        return Embedded(replace(source, via=(*self.source.via, step)))

    def _gone_to(self, language: str, call: Call) -> str:
        """The folder that the code before a command line has gone to."""
        from guardrail.frontends.python.values.working_folder import working_folder

        return working_folder(self, call.node) if language == "shell" else ""

    def known(self, node: Node | None) -> str:
        """The text of an expression, "" where it isn't known."""
        if node is None:
            return ""
        return known(self.builder.text(node)) or ""

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """Every text that an expression may stand for; none where one of them isn't known."""
        found: list[str] = []
        for rope in self.builder.variants(node) if node is not None else ():
            told = [""]
            for part in rope:
                more = part.values if part.kind is PieceKind.HOLE else (part.text,)
                told = [text + one for text in told for one in more][:_MOST_TEXTS]
            if not told:
                return ()
            found += told
        return tuple(dict.fromkeys(found))[:_MOST_TEXTS]

    def partly_known(self, node: Node | None) -> str:
        """The name that an expression stands for, holes as their words; "" where nothing is known.

        Of several that differ in how much is known of them (`f"{ROOT}/tmp"`, where `ROOT` has a
        default) it is the one of which most is.
        """
        ropes = self.builder.variants(node) if node is not None else ()
        told = [built(rope, "").text for rope in ropes if not only_hole(rope)]
        ends = sorted((_HOLE.split(one)[-1] for one in told), key=len)
        same = bool(told) and len(told) == len(ropes)
        alike = same and all(one.endswith(ends[0]) for one in ends)
        return max(told, key=lambda one: len(_HOLE.sub("", one))) if alike else ""

    def constant(self, text: str, node: Node) -> Rope:
        """A text that an expression stands for as a whole."""
        return (Part(text, node.start_byte, node.end_byte, PieceKind.ATOM),)

    def digest(self, *said: str) -> str:
        """A digest of what identifies an effect, where the code itself may hold secrets."""
        joined = "\0".join(said).encode("utf-8", "replace")
        return hashlib.sha256(joined).hexdigest()[:16]

    def truth(self, node: Node | None) -> bool | None:
        """`True`, `False` or, where that isn't written out, `None`."""
        if node is None:
            return None
        return {"True": True, "1": True, "False": False, "0": False, "None": False}.get(
            self.module.code(node)
        )


def reading_of(
    source: Source, settings: Settings, *, offering: bool = False, edited: Tree | None = None
) -> Reading:
    """The reading of a text. Raises `TooDeep` where it is nested too deeply to be parsed.

    `edited` is the tree of a text that it was made of, if there is one.
    """
    module = Module(source, edited)
    scopes = Scopes(module)
    names = Names(module, scopes)
    builder = Builder(module, scopes, names)
    matching = Matching(names, builder.flow)
    return Reading(source, settings, module, scopes, names, builder, matching, offering=offering)


def evidence(code: str) -> str:
    """A digest of code that layout, comments and the kind of quotes don't change."""
    normal = _TOKENS.sub(_normal, code)
    return hashlib.sha256(normal.encode("utf-8", "replace")).hexdigest()[:16]


def _normal(match: re.Match[str]) -> str:
    text = match["text"]
    if text is None:
        return ""
    if text.startswith("'") and not text.startswith("'''") and '"' not in text and "\\" not in text:
        return f'"{text[1:-1]}"'
    return text
