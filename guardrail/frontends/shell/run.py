"""Runs commands as far as reading goes: functions, the shell's own commands, programs, wrappers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from guardrail.effects import CodeRun, Effect, FileChange, Verb
from guardrail.frontends.shell import builtins
from guardrail.frontends.shell.asking import HEARD, Asking
from guardrail.frontends.shell.outcomes import embedded, opened, placed, surroundings
from guardrail.frontends.shell.scope import MOST_ALTERNATIVES, Scope, join
from guardrail.frontends.shell.syntax import Node
from guardrail.knowledge.programs import lookup
from guardrail.knowledge.programs.command import (
    At,
    Command,
    Flow,
    FlowKind,
    Inline,
    Opens,
    Outcome,
    Runs,
    Word,
    digest,
)
from guardrail.model import Confidence, Environment, EnvironmentKind
from guardrail.patterns import late
from guardrail.spanmap import TextBuilder
from guardrail.stream import Item, Unanalysed

if TYPE_CHECKING:
    from guardrail.frontends.shell.walk import Walk

MOST_CALLED = 5_000
DEEPEST_CALL = 20
MOST_RECURSION = 2

_ELSEWHERE = frozenset(("ssh", "kubectl", "oc", "heroku"))
"""Programs that run a command on another machine."""
_MADE = Environment(EnvironmentKind.THROWAWAY, "the script made it")
_ANOTHER = Environment(EnvironmentKind.UNKNOWN, "another machine")

_ELEMENT = late(r"[A-Za-z_][A-Za-z0-9_]*\[")


class Started(Struct):
    """A command about to run: its words, what it reads, the variables given to it alone."""

    words: list[Word]
    scope: Scope
    stdin: Flow | None
    variables: dict[str, str]
    depth: int = 0


def _named_last(word: Word) -> Word | None:
    """The program that a path ends with whose folder alone is only known at run time."""
    last = word.text.rpartition("/")[2]
    if not last or last == word.text or lookup(last) is None:
        return None
    named = word.cut(len(word.text) - len(last))
    return named if named.known else None


class Runner:
    """Tells what the commands do that a walk comes to.

    `steps` is how many commands inside called functions are still followed; `open` are the
    functions being called. A function that calls itself is followed once more, no further.
    `elsewhere` counts the commands around that run theirs on another machine.
    """

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.steps = MOST_CALLED
        self.tunnelled = False
        self.called: set[str] = set()
        self.open: list[str] = []
        self.given_up = False
        self.elsewhere = 0
        self.asking = Asking()

    def exhausted(self) -> bool:
        """Whether no more commands inside functions are followed; counts one."""
        if not self.open:
            return False
        self.steps -= 1
        return self.steps < 0

    def start(self, started: Started) -> Iterator[Item]:
        """What running a command does: a function, a builtin or a program."""
        if not started.words:
            return
        first = started.words[0]
        if not first.known and (named := _named_last(first)) is not None:
            # `"$VENV/bin/airflow" db reset`: wherever it lies, it is that program.
            first = named
            started = replace(started, words=[named, *started.words[1:]])
        if not first.known:
            yield from self.unknown_command(started)
            return
        name = first.text
        if name in started.scope.functions:
            yield from self.call(name, started)
            return
        if name in HEARD:
            after = self.walk.source.text[max(word.end for word in started.words) :]
            self.asking.hear([word.text for word in started.words], after)
        built_in = builtins.BUILTINS.get(name)
        command = self.command(started)
        if built_in is not None:
            yield from self.outcomes(built_in(command, started.scope), command, started)
            return
        if builtins.opens_tunnel(command):
            self.tunnelled = True
        builtins.remember_workspace(command, started.scope)
        program = lookup(name)
        if program is not None:
            yield from self.outcomes(program.read(command), command, started)
        elif script := builtins.script_of(name):
            opens = Opens(name, script, name.rsplit("/", 1)[-1], first)
            yield from self.outcomes(iter((opens,)), command, started)

    def command(self, started: Started) -> Command:
        """The command as programs' files take it."""
        words = started.words
        return Command(
            self.walk.source,
            words[0].text,
            tuple(words[1:]),
            min(word.start for word in words),
            max(word.end for word in words),
            started.stdin,
            {**started.scope.environment(), **started.variables},
            started.scope.directory,
        )

    def unknown_command(self, started: Started) -> Iterator[Item]:
        """A command whose name is only known at run time: each possible one, or code."""
        first = started.words[0]
        hole = first.built.holes[0]
        whole = hole.end - hole.start == len(first.text)
        if whole and hole.values:
            for value in hole.values[:MOST_ALTERNATIVES]:
                builder = TextBuilder()
                builder.atom(value, first.start, first.end)
                word = Word(builder.build(), first.start, first.end)
                yield from self.start(replace(started, words=[word, *started.words[1:]]))
        elif first.flow is not None and first.flow.kind in (FlowKind.REMOTE, FlowKind.DECODED):
            span = self.walk.source.span(first.start, first.end)
            origin = first.flow.origin
            yield CodeRun(span=span, what=f"a command written by {origin}", origin=origin)
        elif hole.name not in ("@", "*") and not _ELEMENT.match(self.walk.source.text, first.start):
            yield CodeRun(
                span=self.walk.source.span(first.start, first.end),
                confidence=Confidence.LOW,
                evidence=digest(first.text),
                what="a command only known at run time",
                origin=hole.name,
            )

    def call(self, name: str, started: Started) -> Iterator[Item]:
        """A call of a function of this script."""
        body = started.scope.functions[name]
        if self.open.count(name) >= MOST_RECURSION:
            return
        if self.steps < 0 or len(self.open) >= DEEPEST_CALL:
            yield from self.too_often(name, body)
            return
        self.called.add(name)
        inner = started.scope.child()
        inner.arguments = tuple(started.words[1:])
        self.open.append(name)
        yield from self.walk.node(body, inner, started.stdin)
        self.open.pop()
        if self.steps < 0:
            yield from self.too_often(name, body)
        started.scope.variables.update(inner.variables)
        started.scope.directory = inner.directory

    def too_often(self, name: str, body: Node) -> Iterator[Item]:
        """Say, once for a script, that calls aren't followed any further."""
        if not self.given_up:
            self.given_up = True
            span = self.walk.source.span(body.start, body.end)
            yield Unanalysed(span, f"functions call each other too often to follow, {name} for one")

    def outcomes(
        self, outcomes: Iterator[Outcome], command: Command, started: Started
    ) -> Iterator[Item]:
        """A program's outcomes as items."""
        for outcome in outcomes:
            if isinstance(outcome, Runs):
                yield from self.inner(outcome, started)
            elif isinstance(outcome, At):
                at = placed(self.walk.source, outcome, command.variables, self.tunnelled)
                yield self.circumstances(at)
            elif isinstance(outcome, (Inline, Opens)):
                yield from self.texts(outcome, command, started)
            else:
                yield self.circumstances(_of_its_own(outcome, started.scope))

    def circumstances(self, item: Item) -> Item:
        """An effect with the question that was asked before it, and on which machine it is."""
        if not isinstance(item, Effect):
            return item
        if self.asking.asked:
            item = replace(item, guards=(*item.guards, *self.asking.guards))
        if self.elsewhere and item.environment == Environment():
            item = replace(item, environment=_ANOTHER)
        return item

    def texts(self, outcome: Inline | Opens, command: Command, started: Started) -> Iterator[Item]:
        """A text or a file in another language that a program runs."""
        around = surroundings(
            self.walk.source,
            started.scope,
            command.variables,
            dialect=outcome.dialect,
            target=outcome.target,
            tunnelled=self.tunnelled,
        )
        if self.elsewhere:
            around = replace(around, machine=Environment())
        if self.asking.asked:
            around = replace(around, guards=(*around.guards, *self.asking.guards))
        if isinstance(outcome, Inline):
            yield embedded(self.walk.source, outcome, around)
            return
        start, end = command.start, command.end
        if outcome.word is not None:
            start, end = outcome.word.start, outcome.word.end
        item = opened(self.walk.source, outcome, started.scope, (start, end), around)
        if item is not None:
            yield item
        else:
            reason = f"{outcome.path} runs, in a folder only known at run time"
            yield Unanalysed(self.walk.source.span(start, end), reason)

    def inner(self, runs: Runs, started: Started) -> Iterator[Item]:
        """A command that another one runs."""
        if started.depth >= DEEPEST_CALL:
            word = started.words[0]
            span = self.walk.source.span(word.start, word.end)
            yield Unanalysed(span, "commands that run commands, nested too deep")
            return
        scope = started.scope
        if runs.directory is not None:
            scope = scope.child()
            scope.go(runs.directory)
        variables: Mapping[str, str] = {**started.variables, **runs.variables}
        stdin = runs.stdin if runs.stdin is not None else started.stdin
        elsewhere = started.words[0].text in _ELSEWHERE
        self.elsewhere += elsewhere
        yield from self.start(
            Started(list(runs.words), scope, stdin, dict(variables), started.depth + 1)
        )
        self.elsewhere -= elsewhere


def _of_its_own(item: Item, scope: Scope) -> Item:
    """A deletion of a folder that the script itself made shortly before says so."""
    if not isinstance(item, FileChange) or item.verb is not Verb.DELETE or not scope.made:
        return item
    return (
        replace(item, environment=_MADE) if join(scope.directory, item.path) in scope.made else item
    )
