"""mysqladmin: drops databases. Options as in the manual of MySQL 8.4 ("mysqladmin")."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.partly import partly
from guardrail.knowledge.programs.verbs import A_PROMPT

_OPTIONS = options(
    "-h|--host: -P|--port: -u|--user: -S|--socket: -f|--force -s|--silent --login-path:"
    " --defaults-file: --help"
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    words = parsed.operands
    if [one.text for one in words[:1]] != ["drop"] or parsed.has("--help"):
        return
    whole = words[1].text if len(words) > 1 and words[1].known else ""
    named = whole or partly(words[1] if len(words) > 1 else None)
    effect = SchemaChange(
        span=command.span(),
        evidence=command.evidence,
        dialect="mysql",
        guards=() if parsed.has("-f") else (A_PROMPT,),
        verb=Verb.DROP,
        kind=ObjectKind.DATABASE,
        table=named,
        name=named,
    )
    yield At(effect, Target(host=parsed.value("-h"), words=(whole,) if whole else ()))


PROGRAM = Program(("mysqladmin",), _read)
