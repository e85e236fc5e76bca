"""Expands words: quotes removed, what is known put in, the rest left as holes.

In bash's order (manual, 3.5): braces, then parameters and commands, then splitting. Tildes and
patterns stay as written.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from guardrail.frontends.shell.braces import TooMany, expand_braces
from guardrail.frontends.shell.parameters import Found, evaluate
from guardrail.frontends.shell.scope import Scope
from guardrail.frontends.shell.syntax import (
    Backquoted,
    Escaped,
    Expansion,
    Part,
    RawWord,
    Substitution,
    Text,
)
from guardrail.knowledge.programs.command import Flow, FlowKind, Word
from guardrail.model import Source
from guardrail.patterns import late
from guardrail.spanmap import BuiltText, Piece, PieceKind, TextBuilder, TextMap, cut

_BLANK = late(r"[ \t\n]+")
_GLOB = late(r"[*?\[]")

Capture = Callable[[Substitution, Scope], "Flow | None"]


class Expander:
    """Expands the words of one source. `capture` tells what a substitution's commands write."""

    def __init__(self, source: Source, capture: Capture) -> None:
        self.source = source
        self.capture = capture
        self.capped: list[RawWord] = []
        self._hole_starts = [hole.start for hole in source.holes]

    def words(self, raw: Iterable[RawWord], scope: Scope) -> list[Word]:
        """All words that a command's words become."""
        found: list[Word] = []
        for word in raw:
            found.extend(self.word(word, scope))
        return found

    def word(self, raw: RawWord, scope: Scope) -> list[Word]:
        """The words that one word becomes: none, one or several."""
        if len(raw.parts) == 1 and isinstance(raw.parts[0], Text) and not self._hole_starts:
            simple = self._simple(raw, raw.parts[0])
            if simple is not None:
                return [simple]
        try:
            variants = expand_braces(raw.parts, self.source.text)
        except TooMany:
            self.capped.append(raw)
            variants = [raw.parts]
        found: list[Word] = []
        for parts in variants:
            found.extend(self._expanded(raw, parts, scope, True))
        return found

    def _simple(self, raw: RawWord, part: Text) -> Word | None:
        """A word of plain characters alone."""
        text = self.source.text[part.start : part.end]
        if text.startswith("~") if part.quoted else "{" in text:
            return None
        globbed = not part.quoted and _GLOB.search(text) is not None
        return Word(standing(text, part.start), raw.start, raw.end, globbed)

    def joined(self, parts: Sequence[Part], start: int, end: int, scope: Scope) -> Word:
        """One word out of parts that aren't split: an assignment's value, a here-document."""
        found = self._expanded(RawWord(list(parts), start, end), parts, scope, False)
        return found[0] if found else Word(TextBuilder().build(), start, end)

    def _expanded(
        self, raw: RawWord, parts: Sequence[Part], scope: Scope, splits: bool
    ) -> list[Word]:
        pieces = _Pieces(self, raw, splits)
        pieces.add(parts, scope)
        return pieces.close()

    def copy(self, builder: TextBuilder, start: int, end: int) -> None:
        """Add a range of the source's text, its holes kept as holes."""
        first = max(bisect_right(self._hole_starts, start) - 1, 0)
        for hole in self.source.holes[first : bisect_left(self._hole_starts, end)]:
            if hole.end <= start:
                continue
            builder.verbatim(self.source.text[start : hole.start], start)
            builder.hole(hole.start, hole.end, hole.name, hole.values, hole.origin)
            start = hole.end
        if start < end:
            builder.verbatim(self.source.text[start:end], start)


def standing(text: str, start: int) -> BuiltText:
    """A text that stands at `start` character for character."""
    if not text:
        return BuiltText("", TextMap(()))
    piece = Piece(0, len(text), start, start + len(text), PieceKind.VERBATIM)
    return BuiltText(text, TextMap((piece,)))


def alone(parts: Sequence[Part]) -> bool:
    """Whether a word is one substitution, quotes around it aside."""
    return sum(not isinstance(p, Text) or p.end > p.start for p in parts) == 1


class _Pieces:
    """Collects the words that one word becomes."""

    def __init__(self, expander: Expander, raw: RawWord, splits: bool) -> None:
        self.expander = expander
        self.raw = raw
        self.splits = splits
        self.words: list[Word] = []
        self._fresh()

    def _fresh(self) -> None:
        self.builder = TextBuilder()
        self.started = False
        self.globbed = False
        self.guarded = 0
        self.flow: Flow | None = None

    def add(self, parts: Sequence[Part], scope: Scope) -> None:
        """Add parts, expanded."""
        whole = alone(parts)
        for part in parts:
            if isinstance(part, Text):
                self.text(part)
            elif isinstance(part, Escaped):
                self.escaped(part)
            elif isinstance(part, Expansion):
                found = evaluate(part, scope, self.expander)
                if found.default:
                    self.started = self.started or part.quoted
                    self.add(part.operand, scope)
                else:
                    self.found(found, part)
                    self.flow = found.flow if whole else self.flow
            elif isinstance(part, Substitution):
                self.substitution(part, self.expander.capture(part, scope), whole)
            else:
                name = "`…`" if isinstance(part, Backquoted) else "$((…))"
                self.hole(part.start, part.end, name, ())

    def cut(self) -> None:
        """End the current word."""
        if self.started:
            built = self.builder.build()
            guarded = 0 < len(built.holes) == self.guarded
            self.words.append(
                Word(built, self.raw.start, self.raw.end, self.globbed, guarded, self.flow)
            )
        self._fresh()

    def close(self) -> list[Word]:
        """All words."""
        self.cut()
        return self.words

    def text(self, part: Text) -> None:
        """Add characters that stand for themselves."""
        text = self.expander.source.text
        self.started = self.started or part.quoted or not self.splits
        if not part.quoted and self.splits:
            self.globbed = self.globbed or _GLOB.search(text, part.start, part.end) is not None
        if (
            part.quoted
            and not self.builder.length
            and self.splits
            and self.expander.source.text.startswith("~", part.start, part.end)
        ):
            self.builder.gap("./")
        at = part.start
        if not part.quoted and self.splits:
            # Blanks are unquoted text only in what stands after `:-`.
            for blank in _BLANK.finditer(text, part.start, part.end):
                self.expander.copy(self.builder, at, blank.start())
                self.started = self.started or blank.start() > at
                self.cut()
                at = blank.end()
            self.started = self.started or part.end > at
        self.expander.copy(self.builder, at, part.end)

    def escaped(self, part: Escaped) -> None:
        """Add what an escape stands for."""
        self.started = True
        self.builder.atom(part.text, part.start, part.end)

    def hole(self, start: int, end: int, name: str, values: tuple[str, ...]) -> None:
        """Add a place only known at run time."""
        self.started = True
        self.builder.hole(start, end, name, values)

    def found(self, found: Found, part: Expansion) -> None:
        """Add what a parameter stands for."""
        if found.words is not None:
            for number, word in enumerate(found.words):
                if number:
                    self.cut() if self.splits else self.builder.gap(" ")
                self.started = True
                self.builder.append(word.built)
            return
        if found.separates and not part.quoted:
            self.cut()
        elif found.text is not None:
            self._put(found.text, part.quoted)
        else:
            self.guarded += found.guarded
            self.hole(part.start, part.end, found.name, found.values)

    def substitution(self, part: Substitution, flow: Flow | None, whole: bool) -> None:
        """Add what a substitution's commands write."""
        if flow is not None and flow.kind is FlowKind.TEXT and flow.text and not part.process:
            stripped = flow.text.text.rstrip("\n")
            self._put(cut(flow.text, 0, len(stripped)), part.quoted)
            return
        text = self.expander.source.text[part.start : min(part.end, part.start + 40)]
        values = (flow.path,) if flow and flow.path and flow.kind is FlowKind.UNKNOWN else ()
        self.guarded += bool(values)
        self.hole(part.start, part.end, " ".join(text.split()), values)
        if whole:
            self.flow = flow

    def _put(self, built: BuiltText, quoted: bool) -> None:
        if quoted or not self.splits:
            self.started = True
            self.builder.append(built)
            return
        at = 0
        for blank in _BLANK.finditer(built.text):
            self._run(built, at, blank.start())
            self.cut()
            at = blank.end()
        self._run(built, at, len(built.text))

    def _run(self, built: BuiltText, start: int, end: int) -> None:
        if start < end:
            self.started = True
            piece = cut(built, start, end)
            self.globbed = self.globbed or _GLOB.search(piece.text) is not None
            self.builder.append(piece)
