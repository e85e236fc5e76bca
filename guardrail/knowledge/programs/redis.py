"""redis-cli, valkey-cli: commands as arguments or on standard input. As in `--help` of 7.2."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import DataChange, Scope, Verb
from guardrail.knowledge.programs.command import At, Command, FlowKind, Outcome, Program, Target
from guardrail.knowledge.programs.connection import aimed, inherited
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.knowledge.programs.passwords import written_password

_OPTIONS = options(
    "-h: -p: -s: -a|--pass: -u: -n: -r: -i: -d: -D: --user: --eval: --cacert: --cert: --key:"
    " --help --version -x -c",
    permute=False,
)
_WIPES = {"FLUSHALL": "every database", "FLUSHDB": "the database"}


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("--help", "--version"):
        return
    urls = parsed.values("-u")
    for word in parsed.values("-a"):
        yield from written_password(
            command, word, 0, "redis-cli argument -a", parsed.value("--user")
        )
    for words in _commands(command, parsed):
        target = _WIPES.get(words[0].upper())
        if target:
            effect = DataChange(
                span=command.span(),
                evidence=command.evidence,
                dialect="redis",
                verb=Verb.TRUNCATE,
                target=target,
                scope=Scope.NONE,
            )
            url = urls[-1].text if urls and urls[-1].known else ""
            hosts = parsed.values("-h")
            host = hosts[-1].text if hosts and hosts[-1].known else parsed.value("-s")
            yield At(
                effect,
                aimed(command, Target(host or _inherited(command, url), "", url), [*urls, *hosts]),
            )


def _inherited(command: Command, url: str) -> str:
    return "" if url else inherited(command, "REDIS_HOST")


def _commands(command: Command, parsed: Parsed) -> Iterator[list[str]]:
    """The commands given: the rest of the line, else each line of standard input."""
    if parsed.operands:
        words = [text for word in parsed.operands for text in word.text.split()]
        if words:
            yield words
        return
    flow = command.stdin
    if flow is not None and flow.kind is FlowKind.TEXT and flow.text is not None:
        for line in flow.text.text.splitlines():
            if words := line.split():
                yield words


PROGRAM = Program(("redis-cli", "valkey-cli"), _read)
