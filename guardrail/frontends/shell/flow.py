"""What commands write to their standard output, as far as it can be told without running them."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence as Words
from typing import TYPE_CHECKING

from guardrail.frontends.shell.printing import echo_text, printf_text
from guardrail.frontends.shell.scope import Scope, join
from guardrail.frontends.shell.syntax import Group, Node, Pipeline, Redirect, Sequence, Simple
from guardrail.knowledge.listed_in_order import IN_ORDER, listed, passed_on
from guardrail.knowledge.programs import base_name
from guardrail.knowledge.programs.command import Flow, FlowKind, Word
from guardrail.knowledge.programs.find import found_by
from guardrail.knowledge.programs.paths import FOUND, FOUND_OLD
from guardrail.spanmap import BuiltText, TextBuilder

if TYPE_CHECKING:
    from guardrail.frontends.shell.expand import Expander

FETCHERS = frozenset({"curl", "wget", "http", "https", "xh", "fetch", "aria2c"})
DECODERS = frozenset(
    {"base64", "base32", "xxd", "gunzip", "zcat", "bunzip2", "unxz", "openssl", "uudecode", "gpg"}
)
_PASSED_OVER = frozenset({"command", "builtin", "sudo", "exec", "nohup"})


class Flows:
    """Tells what nodes write. `steps` bounds the work over a whole source."""

    def __init__(self, expander: Expander) -> None:
        self.expander = expander
        self.steps = 20_000

    def of_nodes(self, nodes: list[Node], scope: Scope, stdin: Flow | None = None) -> Flow | None:
        """What a list of commands writes, one after the other."""
        if len(nodes) == 1:
            return self.of_node(nodes[0], scope, stdin)
        found = [self.of_node(node, scope, stdin) for node in nodes]
        return _concatenated([flow for flow in found if flow is not None])

    def of_node(self, node: Node, scope: Scope, stdin: Flow | None) -> Flow | None:
        """What one command writes, `None` where it writes nothing or nothing is known."""
        self.steps -= 1
        if self.steps < 0:
            return Flow(FlowKind.UNKNOWN)
        if isinstance(node, Simple):
            return self._of_simple(node, scope, stdin)
        if isinstance(node, Sequence):
            return self.of_nodes(node.nodes, scope, stdin)
        if isinstance(node, Pipeline):
            for part in node.nodes:
                stdin = self.of_node(part, scope.child(), stdin)
            return stdin
        if isinstance(node, Group) and node.kind in ("{", "("):
            stdin = self.input(node.redirects, scope) or stdin
            return self.of_nodes(node.always[0], scope.child(), stdin)
        return Flow(FlowKind.UNKNOWN, origin=stdin.origin if stdin and stdin.origin else "commands")

    def input(self, redirects: list[Redirect], scope: Scope) -> Flow | None:
        """What redirections put on the standard input, the last one counting."""
        found: Flow | None = None
        for redirect in redirects:
            if redirect.descriptor not in ("", "0"):
                continue
            if redirect.heredoc is not None:
                body = redirect.heredoc
                word = self.expander.joined(body.parts, body.start, body.end, scope)
                found = Flow(FlowKind.TEXT, word.built)
            elif redirect.target is None:
                continue
            elif redirect.operator == "<<<":
                target = redirect.target
                word = self.expander.joined(target.parts, target.start, target.end, scope)
                found = word.flow or Flow(FlowKind.TEXT, _with_newline(word.built))
            elif redirect.operator in ("<", "<>"):
                words = self.expander.word(redirect.target, scope)
                found = _file(words[0]) if len(words) == 1 else Flow(FlowKind.UNKNOWN)
        return found

    def _of_simple(self, node: Simple, scope: Scope, stdin: Flow | None) -> Flow | None:
        stdin = self.input(node.redirects, scope) or stdin
        if any(r.operator in (">", ">>", ">|", "&>", "&>>") for r in node.redirects):
            return None
        words = self.expander.words(node.words, scope)
        while words and base_name(words[0].text) in _PASSED_OVER:
            words = words[1:]
        if not words:
            return stdin if node.redirects else None
        name, args = base_name(words[0].text), words[1:]
        if name == "cat":
            return self._cat(args, stdin)
        if name == "echo":
            return Flow(FlowKind.TEXT, echo_text(args))
        if name == "printf":
            built = printf_text(args)
            return Flow(FlowKind.TEXT, built) if built else Flow(FlowKind.UNKNOWN, origin=name)
        if name == "tee":
            return stdin
        if name in FETCHERS:
            return Flow(FlowKind.REMOTE, origin=name)
        if name in DECODERS:
            return _decoded(name, stdin)
        if name == "find":
            return _found(node, args, scope)
        text = _place(name, args, scope)
        if text is not None:
            builder = TextBuilder()
            builder.atom(text or ".", node.start, node.end)
            return Flow(FlowKind.TEXT, builder.build())
        if name == "mktemp":
            return Flow(FlowKind.UNKNOWN, path="/tmp/tmp.XXXXXXXXXX", origin=name)
        return self._filtered(name, scope, args, stdin)

    def _cat(self, args: Words[Word], stdin: Flow | None) -> Flow | None:
        files = [word for word in args if not word.text.startswith("-") or word.text == "-"]
        if not files or [word.text for word in files] == ["-"]:
            return stdin
        return _concatenated([_file(word) for word in files])

    def _filtered(
        self, name: str, scope: Scope, args: Words[Word], stdin: Flow | None
    ) -> Flow | None:
        """The output of a program that changes its input in a way that isn't followed."""
        if name == "cd" and args:
            scope.go(args[0].text if args[0].known else None)
            return None
        if name in ("cd", "true", ":", "set", "export", "local", "test", "[", "exit"):
            return None
        if stdin is not None and stdin.kind in (FlowKind.REMOTE, FlowKind.DECODED):
            return stdin
        return _in_order(name, args, stdin)


def _in_order(name: str, args: Words[Word], stdin: Flow | None) -> Flow:
    """What a program writes of which only the order is known, as a hole that is named by it."""
    words = [word.text for word in args]
    held = stdin.text.holes if stdin is not None and stdin.text is not None else ()
    order = next((one.name for one in held if one.name in IN_ORDER), "")
    told = passed_on(order, name, words) if order else listed(name, words)
    if not told:
        return Flow(FlowKind.UNKNOWN, origin=name)
    builder = TextBuilder()
    start, end = (args[0].start, args[-1].end) if args else (0, 0)
    builder.hole(start, end, told)
    return Flow(FlowKind.UNKNOWN, builder.build(), origin=name)


def _found(node: Simple, args: Words[Word], scope: Scope) -> Flow:
    """What a search finds, as one word that stands for each of it."""
    places, old = found_by(args, scope.directory)
    if not places or not all(places):
        return Flow(FlowKind.UNKNOWN, origin="find")
    builder = TextBuilder()
    builder.hole(node.start, node.end, FOUND_OLD if old else FOUND, places)
    return Flow(FlowKind.UNKNOWN, builder.build(), origin="find")


def _place(name: str, args: Words[Word], scope: Scope) -> str | None:
    """The folder that `pwd` and its like print, `None` for other commands."""
    if name == "pwd":
        return scope.directory
    if name == "dirname" and len(args) == 1 and args[0].known:
        return posixpath.dirname(args[0].text)
    if name in ("realpath", "readlink") and args and args[-1].known:
        return join(scope.directory, args[-1].text)
    if name == "git" and [w.text for w in args] == ["rev-parse", "--show-toplevel"]:
        return ""
    return None


def _decoded(name: str, stdin: Flow | None) -> Flow:
    remote = stdin is not None and stdin.kind is FlowKind.REMOTE
    return stdin if remote and stdin else Flow(FlowKind.DECODED, origin=name)


def _file(word: Word) -> Flow:
    if word.flow is not None:
        return word.flow
    if not word.known or word.globbed:
        return Flow(FlowKind.UNKNOWN, origin="a file")
    if word.text in ("/dev/stdin", "/dev/fd/0", "-"):
        return Flow(FlowKind.UNKNOWN, origin="standard input")
    if word.text == "/dev/null":
        return Flow(FlowKind.TEXT, TextBuilder().build())
    return Flow(FlowKind.FILE, path=word.text)


def _with_newline(built: BuiltText) -> BuiltText:
    builder = TextBuilder()
    builder.append(built)
    builder.gap("\n")
    return builder.build()


def _concatenated(flows: list[Flow]) -> Flow | None:
    if len(flows) < 2:
        return flows[0] if flows else None
    for flow in flows:
        if flow.kind in (FlowKind.REMOTE, FlowKind.DECODED):
            return flow
    if any(flow.kind is not FlowKind.TEXT or flow.text is None for flow in flows):
        return Flow(FlowKind.UNKNOWN, parts=tuple(flows))
    builder = TextBuilder()
    for flow in flows:
        if flow.text is not None:
            builder.append(flow.text)
    return Flow(FlowKind.TEXT, builder.build())
