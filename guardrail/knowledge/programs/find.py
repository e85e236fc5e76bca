"""find: deletes what it finds, or runs a command on it. As in GNU findutils 4.9's manual.

Order counts: tests narrow only the actions after them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec.structs import replace

from guardrail.effects import FileChange, Verb
from guardrail.effects.guarding import picked_by
from guardrail.knowledge.programs.command import Command, Outcome, Program, Runs, Word
from guardrail.knowledge.programs.options import options
from guardrail.knowledge.programs.paths import FOUND, FOUND_OLD, paths, sureness
from guardrail.model import Confidence
from guardrail.spanmap import TextBuilder

_OPTIONS = options(
    "-name: -iname: -path: -ipath: -wholename: -regex: -iregex: -type: -xtype: -size: -mtime:"
    " -mmin: -atime: -amin: -ctime: -cmin: -newer: -newermt: -user: -group: -perm: -maxdepth:"
    " -mindepth: -links: -inum: -uid: -gid: -regextype: -printf: -fprint: -fls: -samefile:"
    " -lname: -fstype:"
)
_NAMES = frozenset({"-name", "-iname", "-path", "-ipath", "-wholename", "-regex", "-iregex"})
_WIDE = frozenset(
    {"-type", "-maxdepth", "-mindepth", "-xtype", "-regextype", "-printf", "-fstype"}
    | {
        "-print0",
        "-ls",
        "-xdev",
        "-mount",
        "-depth",
        "-d",
        "-daystart",
        "-noleaf",
        "-follow",
        "-warn",
        "-nowarn",
    }
    | {"-ignore_readdir_race", "-noignore_readdir_race"}
)
"""Tests that let most through, and options that say how to look."""
_TESTS = frozenset({"grep", "egrep", "fgrep", "rg", "test", "[", "cmp", "diff", "fuser", "lsof"})
"""Programs that only say yes or no: run by `-exec`, they are a test like the others."""
_AGES = frozenset({"-mtime", "-mmin", "-ctime", "-cmin", "-atime", "-amin"})
_ENDS = frozenset({"-o", "-or", ",", ")", "-print", "-print0", "-printf", "-ls", "-quit", "-prune"})
"""What another branch begins with, and actions: no test of what was done before."""
_RUNS = frozenset({"-exec", "-execdir", "-ok", "-okdir"})


def _read(command: Command) -> Iterator[Outcome]:
    args = command.args
    at = 0
    while at < len(args) and args[at].text in ("-H", "-L", "-P"):
        at += 1
    roots: list[Word] = []
    while at < len(args) and not args[at].text.startswith(("-", "(", "!")):
        roots.append(args[at])
        at += 1
    narrowed, old = "", False
    while at < len(args):
        text = args[at].text
        if text == "-delete":
            early = not narrowed and _is_early(args, at + 1)
            for one in _deleted(command, roots, narrowed, early):
                yield replace(one, guards=(picked_by("age"),)) if old else one
        elif text in _RUNS:
            stop = _end(args, at + 1)
            yield from _ran(command, args[at + 1 : stop], roots, narrowed, old)
            if at + 1 < stop < len(args) and args[at + 1].text in _TESTS:
                narrowed = narrowed or "(found)"
            at = stop
        elif text in _NAMES and at + 1 < len(args):
            negated = at > 0 and args[at - 1].text in ("!", "-not")
            narrowed = narrowed if negated else _pattern(text, args[at + 1])
        elif _narrows(args, at):
            narrowed = narrowed or "(found)"
            old = old or (text in _AGES and _is_over(args, at + 1))
        at += 2 if text in _OPTIONS.valued else 1


def _narrows(args: Sequence[Word], at: int) -> bool:
    """Whether a test leaves out most files: all but those that are in a folder, or are one."""
    text = args[at].text
    if text in ("-type", "-xtype"):
        return at + 1 < len(args) and args[at + 1].text == "l"
    return text.startswith("-") and text not in _WIDE and text not in ("-o", "-a", "-print")


def _is_over(args: Sequence[Word], at: int) -> bool:
    """Whether a test is met by what is older than so long: `+30`."""
    return at < len(args) and args[at].text.startswith("+")


def _is_early(args: Sequence[Word], at: int) -> bool:
    """Whether tests follow an action that were to choose what it is done to: it is done before."""
    while at < len(args):
        text = args[at].text
        if text in _ENDS:
            return False
        if text in _NAMES or text == "-type" or _narrows(args, at):
            return True
        at += 2 if text in _OPTIONS.valued else 1
    return False


def _pattern(test: str, word: Word) -> str:
    """What a test on the name narrows to; "" where it lets everything through."""
    named = "name" in test or test in ("-path", "-ipath")
    text = word.text.rsplit("/", 1)[-1] if named else "(found)"
    return "" if text in ("*", "?*", "*.*") else text


def _end(args: Sequence[Word], at: int) -> int:
    while at < len(args) and args[at].text not in (";", "+"):
        at += 1
    return at


def found_by(args: Sequence[Word], directory: str | None) -> tuple[tuple[str, ...], bool]:
    """What a search prints as it is handed on, and whether it is only what is old enough.

    None where it does more than look, or looks for one thing or another.
    """
    roots = list(takewhile(_is_root, args))
    narrowed, old, at = "", False, len(roots)
    while at < len(args):
        text = args[at].text
        if text in _RUNS or text == "-delete" or (text in _ENDS and not text.startswith("-print")):
            return (), False
        if text in _NAMES and at + 1 < len(args):
            negated = at > 0 and args[at - 1].text in ("!", "-not")
            narrowed = narrowed if negated else _pattern(text, args[at + 1])
        elif _narrows(args, at):
            narrowed = narrowed or "(found)"
            old = old or (text in _AGES and _is_over(args, at + 1))
        at += 2 if text in _OPTIONS.valued else 1
    return tuple(_places(directory, roots, narrowed)), old


def _is_root(word: Word) -> bool:
    return not word.text.startswith(("-", "(", "!"))


def _places(directory: str | None, roots: list[Word], narrowed: str) -> Iterator[str]:
    """What an action reaches: each root, or what is found under it."""
    found = [path for root in roots for path in paths(root, directory)]
    for path in found or [directory or "."]:
        yield f"{path.rstrip('/')}/**/{narrowed}" if narrowed and path else path


def _deleted(
    command: Command, roots: list[Word], narrowed: str, early: bool
) -> Iterator[FileChange]:
    sure = min((sureness(root, command.directory) for root in roots), default=Confidence.HIGH)
    for path in _places(command.directory, roots, narrowed):
        yield FileChange(
            span=command.span(),
            evidence=command.evidence,
            confidence=sure,
            verb=Verb.DELETE,
            path=path,
            recursive=True,
            forced=True,
            before_tests=early,
        )


def _ran(
    command: Command, words: Sequence[Word], roots: list[Word], narrowed: str, old: bool
) -> Iterator[Outcome]:
    """The command of `-exec`, with what is found in place of `{}`."""
    places = tuple(_places(command.directory, roots, narrowed))
    name = FOUND_OLD if old else FOUND
    inner: list[Word] = []
    for word in words:
        if word.text != "{}":
            inner.append(word)
            continue
        builder = TextBuilder()
        builder.hole(word.start, word.end, name, tuple(place for place in places if place))
        inner.append(Word(builder.build(), word.start, word.end))
    if inner:
        yield Runs(tuple(inner))


PROGRAM = Program(("find",), _read)
