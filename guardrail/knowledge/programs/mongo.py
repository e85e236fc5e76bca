"""mongosh, mongo: scripts in JavaScript that drop databases and collections.

The methods are those of the mongosh reference: `db.dropDatabase()`, `db.c.drop()`,
`db.c.deleteMany({})`, `db.c.remove({})`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.effects import DataChange, Effect, ObjectKind, SchemaChange, Scope, Verb
from guardrail.knowledge.programs.command import (
    At,
    Command,
    FlowKind,
    Outcome,
    Program,
    Target,
    Word,
)
from guardrail.knowledge.programs.connection import aimed
from guardrail.knowledge.programs.options import options, parse
from guardrail.model import Span
from guardrail.patterns import late
from guardrail.spanmap import BuiltText

_OPTIONS = options(
    "--eval: --host: --port: -u|--username: -p|--password: --authenticationDatabase: -f|--file:"
    " --help|-h --version --quiet --nodb --norc"
)
_CALL = late(
    r"\bdb\s*(?:\.\s*getCollection\(\s*['\"](?P<got>[^'\"]{1,200})['\"]\s*\)"
    r"|\[\s*['\"](?P<key>[^'\"]{1,200})['\"]\s*\]|\.\s*(?P<name>\w{1,200}))?"
    r"\s*\.\s*(?P<method>dropDatabase|drop|deleteMany|remove)\s*\(\s*(?P<filter>\{\s*\})?\s*[),]"
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("--help", "--version"):
        return
    url = parsed.operands[:1]
    named = url[0].text if url and url[0].known else ""
    target = Target(parsed.value("--host"), "" if "://" in named else named, named)
    aim = aimed(command, target, url)
    texts = [word.built for word in parsed.values("--eval")]
    flow = command.stdin
    if not texts and flow is not None and flow.kind is FlowKind.TEXT and flow.text is not None:
        texts.append(flow.text)
    for built in texts:
        for found in _CALL.finditer(built.text):
            effect = _effect(command, found, _span(command, built, found))
            if effect is not None:
                yield At(effect, aim)


def _span(command: Command, built: BuiltText, found: re.Match[str]) -> Span:
    word = Word(built, command.start, command.end)
    return command.span_within(word, *found.span())


def _effect(command: Command, found: re.Match[str], span: Span) -> Effect | None:
    name = found["got"] or found["key"] or found["name"] or ""
    if found["method"] == "dropDatabase":
        return SchemaChange(
            span=span,
            evidence=command.evidence,
            dialect="mongodb",
            verb=Verb.DROP,
            kind=ObjectKind.DATABASE,
        )
    if found["method"] == "drop" and name:
        return SchemaChange(
            span=span,
            evidence=command.evidence,
            dialect="mongodb",
            verb=Verb.DROP,
            kind=ObjectKind.TABLE,
            table=name,
            name=name,
        )
    if found["method"] in ("deleteMany", "remove") and name and found["filter"]:
        return DataChange(
            span=span,
            evidence=command.evidence,
            dialect="mongodb",
            verb=Verb.DELETE,
            target=name,
            scope=Scope.NONE,
        )
    return None


PROGRAM = Program(("mongosh", "mongo"), _read)
