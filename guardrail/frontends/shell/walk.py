"""Goes through a script's commands in the order they would run and yields what they do.

Every branch counts as one that may run. A function's body is gone through where it is called, with
its arguments, and once by itself where nobody calls it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from guardrail.effects import FileChange, Verb
from guardrail.frontends.shell.expand import Expander
from guardrail.frontends.shell.flow import Flows
from guardrail.frontends.shell.outcomes import surroundings
from guardrail.frontends.shell.run import Runner, Started
from guardrail.frontends.shell.scope import MOST_ALTERNATIVES, UNKNOWN, Scope, Value, join
from guardrail.frontends.shell.syntax import (
    Assignment,
    Backquoted,
    Computed,
    Expansion,
    Function,
    Group,
    Node,
    Part,
    Pipeline,
    RawWord,
    Redirect,
    Sequence,
    Simple,
    Substitution,
    Test,
    Text,
)
from guardrail.knowledge.programs.command import (
    Flow,
    FlowKind,
    digest,
)
from guardrail.knowledge.programs.paths import path_text
from guardrail.knowledge.programs.watched import written
from guardrail.knowledge.watched_files import WORDS
from guardrail.model import Source
from guardrail.spanmap import BuiltText, TextBuilder
from guardrail.stream import Embedded, Enter, Item, Leave, Unanalysed, UnitKind

LONGEST_VALUE = 20_000
ROOM_FOR_VALUES = 2_000_000
_A_PIECE = 8
_ASKING_AGAIN = ("while", "until", "select")
"""Loops that ask until the answer will do."""
"""What a piece of a value costs, in characters."""
DEEPEST = 50


class Walk:
    """One pass over one script."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.expander = Expander(source, self.captured)
        self.flows = Flows(self.expander)
        self.runner = Runner(self)
        self.level = 0
        self.room = ROOM_FOR_VALUES

    def script(self, nodes: list[Node], scope: Scope) -> Iterator[Item]:
        """Everything a script does, then what its functions do that it never calls."""
        yield from self.nodes(nodes, scope, None)
        for name, body in list(scope.functions.items()):
            if name not in self.runner.called:
                self.runner.asking.asked = False
                yield Enter(UnitKind.FUNCTION, name, self.source.span(body.start, body.end))
                yield from self.node(body, scope.child(), None)
                yield Leave()
        for word in self.expander.capped:
            span = self.source.span(word.start, word.end)
            yield Unanalysed(span, "braces that expand to more words than can be judged")
        if self.room <= 0:
            whole = self.source.span(0, len(self.source.text))
            yield Unanalysed(whole, "its variables unfold into more than can be judged")

    def captured(self, part: Substitution, scope: Scope) -> Flow | None:
        """What a substitution's commands write."""
        return self.flows.of_nodes(part.body, scope.child())

    def nodes(self, nodes: Iterable[Node], scope: Scope, stdin: Flow | None) -> Iterator[Item]:
        """What commands do, one after the other."""
        for node in nodes:
            yield from self.node(node, scope, stdin)

    def node(self, node: Node, scope: Scope, stdin: Flow | None) -> Iterator[Item]:
        """What one command of any kind does."""
        if isinstance(node, Simple):
            yield from self.simple(node, scope, stdin)
        elif isinstance(node, Sequence):
            yield from self.sequence(node, scope, stdin)
        elif isinstance(node, Pipeline):
            for part in node.nodes:
                below = scope.child()
                yield from self.node(part, below, stdin)
                stdin = self.flows.of_node(part, scope.child(), stdin)
        elif isinstance(node, Group):
            self.level += 1
            if self.level > DEEPEST:
                span = self.source.span(node.start, node.end)
                yield Unanalysed(span, "functions and groups are nested too deep to follow")
            else:
                yield from self.group(node, scope, stdin)
            self.level -= 1
        elif isinstance(node, Function):
            scope.functions[node.name] = node.body
        elif isinstance(node, Test):
            yield from self.inside(node.parts, scope)

    def sequence(self, node: Sequence, scope: Scope, stdin: Flow | None) -> Iterator[Item]:
        """Commands joined by `&&`, which are taken to run, and `||`, which may."""
        for number, part in enumerate(node.nodes):
            if number and node.operators[number - 1] == "||":
                branch = scope.child()
                asked = self.runner.asking.asked
                yield from self.node(part, branch, stdin)
                self.runner.asking.asked = asked
                scope.merge([branch])
            else:
                yield from self.node(part, scope, stdin)

    def group(self, node: Group, scope: Scope, stdin: Flow | None) -> Iterator[Item]:
        """What a compound command does."""
        yield from self.redirections(node.redirects, scope)
        stdin = self.flows.input(node.redirects, scope) or stdin
        for word in node.words:
            yield from self.inside(word.parts, scope)
        inner = scope.child() if node.kind == "(" else scope
        for nodes in node.always:
            yield from self.nodes(nodes, inner, stdin)
        branches = [inner.child() for _ in node.branches]
        asked = self.runner.asking.asked
        for nodes, branch in zip(node.branches, branches, strict=True):
            if node.kind == "for":
                branch.set(node.variable, self.loop_value(node, branch))
            yield from self.nodes(nodes, branch, stdin)
            # What one branch asks guards that branch, but for a loop that asks until it is told.
            self.runner.asking.asked = asked or (
                node.kind in _ASKING_AGAIN and self.runner.asking.asked
            )
        inner.merge(branches)

    def loop_value(self, node: Group, scope: Scope) -> Value:
        """What a `for` loop's variable may hold."""
        words = self.expander.words(node.words, scope)
        known = all(word.known and not word.globbed for word in words)
        if not words or not known or len(words) > MOST_ALTERNATIVES:
            return UNKNOWN
        return Value(tuple(word.built for word in words))

    def inside(self, parts: Iterable[Part], scope: Scope) -> Iterator[Item]:
        """What the commands do that stand inside words."""
        for part in parts:
            if isinstance(part, Substitution):
                yield from self.nodes(part.body, scope.child(), None)
            elif isinstance(part, Backquoted):
                around = surroundings(self.source, scope, scope.environment())
                yield Embedded(self.source.embed("shell", part.built, "`…`", around))
            elif isinstance(part, Expansion) and part.operand:
                yield from self.inside(part.operand, scope)
            elif isinstance(part, Computed):
                yield from self.inside(part.inner, scope)

    def redirections(self, redirects: Iterable[Redirect], scope: Scope) -> Iterator[Item]:
        """What the commands do that stand inside redirections."""
        for redirect in redirects:
            if redirect.target is not None:
                yield from self.inside(redirect.target.parts, scope)
            if redirect.heredoc is not None:
                yield from self.inside(redirect.heredoc.parts, scope)

    def simple(self, node: Simple, scope: Scope, stdin: Flow | None) -> Iterator[Item]:
        """What a simple command does."""
        if self.runner.exhausted():
            return
        for assignment in node.assignments:
            for word in (assignment.value, *(assignment.items or ())):
                if word is not None:
                    yield from self.inside(word.parts, scope)
        for word in node.words:
            if len(word.parts) > 1 or not isinstance(word.parts[0], Text):
                yield from self.inside(word.parts, scope)
        if node.redirects:
            yield from self.redirections(node.redirects, scope)
            stdin = self.flows.input(node.redirects, scope) or stdin
        words = self.expander.words(node.words, scope)
        if not words:
            for assignment in node.assignments:
                scope.set(assignment.name, self.value(assignment, scope))
            yield from self.emptied(node.redirects, node, scope)
            return
        given = dict(self.given(node.assignments, scope)) if node.assignments else {}
        if words[0].text == ":" or words[0].text == "true":
            yield from self.emptied(node.redirects, node, scope)
        yield from self.runner.start(Started(words, scope, stdin, given))
        if node.redirects:
            yield from self.watched(node, scope, stdin)
            self.remember(node, scope, stdin)

    def given(self, assignments: list[Assignment], scope: Scope) -> Iterator[tuple[str, str]]:
        """The variables that a command's own assignments give it, as plain text."""
        for assignment in assignments:
            value = self.value(assignment, scope)
            if len(value.texts) == 1:
                yield assignment.name, shown(value.texts[0])

    def value(self, assignment: Assignment, scope: Scope) -> Value:
        """What an assignment gives its variable."""
        if assignment.items is not None:
            return Value((), tuple(self.expander.words(assignment.items, scope)))
        if self.room <= 0:
            return UNKNOWN
        raw = assignment.value or RawWord([], assignment.end, assignment.end)
        word = self.expander.joined(raw.parts, raw.start, raw.end, scope)
        built = word.built
        if assignment.append:
            before = scope.get(assignment.name)
            if before is None or len(before.texts) != 1:
                return UNKNOWN
            builder = TextBuilder()
            builder.append(before.texts[0])
            builder.append(built)
            built = builder.build()
        self.room -= len(built.text) + _A_PIECE * len(built.map.pieces)
        return Value((built,), word=word) if len(built.text) <= LONGEST_VALUE else UNKNOWN

    def emptied(self, redirects: list[Redirect], node: Simple, scope: Scope) -> Iterator[Item]:
        """Files that a redirection of nothing empties."""
        for redirect in redirects:
            if redirect.operator not in (">", ">|") or redirect.target is None:
                continue
            for word in self.expander.word(redirect.target, scope):
                path = path_text(word, scope.directory)
                if path.startswith("/dev/") and not path.startswith(("/dev/sd", "/dev/nvme")):
                    continue
                yield FileChange(
                    span=self.source.span(node.start, node.end),
                    evidence=digest(f"> {word.text}"),
                    verb=Verb.OVERWRITE,
                    path=path,
                )

    def watched(self, node: Simple, scope: Scope, stdin: Flow | None) -> Iterator[Item]:
        """What a redirection writes into files that give lasting rights or hold a hook."""
        for redirect in node.redirects:
            target = redirect.target
            if redirect.operator not in (">", ">|", ">>") or target is None:
                continue
            if not any(one in self.source.text for one in WORDS):
                return
            quiet = replace(node, redirects=[r for r in node.redirects if r is not redirect])
            flow = self.flows.of_node(quiet, scope.child(), stdin)
            text = flow.text.text if flow is not None and flow.text is not None else ""
            span = self.source.span(node.start, node.end)
            for word in self.expander.word(target, scope):
                path = path_text(word, scope.directory)
                yield from written(span, digest(f">> {word.text} {text}"), path, text)

    def remember(self, node: Simple, scope: Scope, stdin: Flow | None) -> None:
        """Keep the text of a file that the command writes, for when it is run."""
        for redirect in node.redirects:
            if redirect.operator not in (">", ">|", ">>") or redirect.target is None:
                continue
            targets = self.expander.word(redirect.target, scope)
            path = join(scope.directory, targets[0].text) if len(targets) == 1 else None
            if path is None or not targets[0].known:
                continue
            quiet = replace(node, redirects=[r for r in node.redirects if r is not redirect])
            flow = self.flows.of_node(quiet, scope.child(), stdin)
            if flow is not None and flow.kind is FlowKind.TEXT and flow.text is not None:
                if redirect.operator == ">>" and path in scope.written:
                    builder = TextBuilder()
                    builder.append(scope.written[path])
                    builder.append(flow.text)
                    scope.written[path] = builder.build()
                else:
                    scope.written[path] = flow.text
            else:
                scope.written.pop(path, None)


def shown(built: BuiltText) -> str:
    """A value as plain text for programs: an unknown part as the name of what it comes from."""
    text = built.text
    for hole in reversed(built.holes):
        text = f"{text[: hole.start]}${{{{ {hole.name} }}}}{text[hole.end :]}"
    return text
