"""xargs: runs a command with what stands on its standard input. As in findutils 4.9's manual."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, FlowKind, Outcome, Program, Runs, Word
from guardrail.knowledge.programs.options import options, parse
from guardrail.patterns import late
from guardrail.spanmap import TextBuilder

_OPTIONS = options(
    "-a|--arg-file: -d|--delimiter: -E: -I|--replace: -L|--max-lines: -n|--max-args:"
    " -P|--max-procs: -s|--max-chars: -0|--null -r|--no-run-if-empty -t -p -x --help --version",
    permute=False,
)
_WORD = late(r"[^\s]+")
MOST_WORDS = 100


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("--help", "--version") or not parsed.operands:
        return
    given = _input(command)
    mark = parsed.value("-I")
    if not mark:
        yield Runs((*parsed.operands, *given))
        return
    words: list[Word] = []
    for word in parsed.operands:
        words.extend(_replaced(word, mark, given))
    yield Runs(tuple(words))


def _input(command: Command) -> tuple[Word, ...]:
    """The words on standard input; one unknown word where they can't be told."""
    flow = command.stdin
    last = command.end
    if flow is not None and flow.kind is FlowKind.TEXT and flow.text is not None:
        whole = Word(flow.text, command.start, last)
        found = [whole.cut(*match.span()) for match in _WORD.finditer(whole.text[:20_000])]
        if found and len(found) <= MOST_WORDS:
            return tuple(found)
    if flow is not None and flow.text is not None and flow.kind is FlowKind.UNKNOWN:
        return (Word(flow.text, last, last),)
    builder = TextBuilder()
    builder.hole(
        command.start, last, f"output of {flow.origin}" if flow and flow.origin else "input"
    )
    return (Word(builder.build(), last, last),)


def _replaced(word: Word, mark: str, given: tuple[Word, ...]) -> Iterator[Word]:
    """The word with what `-I` replaces."""
    if mark not in word.text:
        yield word
        return
    at = word.text.index(mark)
    for replacement in given:
        builder = TextBuilder()
        builder.append(word.cut(0, at).built)
        builder.append(replacement.built)
        builder.append(word.cut(at + len(mark)).built)
        yield Word(builder.build(), word.start, word.end)


PROGRAM = Program(("xargs",), _read)
