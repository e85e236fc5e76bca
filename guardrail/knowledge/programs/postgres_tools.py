"""dropdb, dropuser, pg_restore: PostgreSQL's own tools. Options as in their `--help` of 17.

`createdb` is known so that a database made in a script can be told from one that was there, and
what `pg_restore` writes so that one that is dropped and filled again can be told from one that is
gone.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Verb
from guardrail.knowledge.programs import known_name
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target
from guardrail.knowledge.programs.connection import aimed, inherited, passwords_in
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.partly import partly

_CONNECTION = "-h|--host: -p|--port: -U|--username: -w|--no-password -W|--password -e|--echo"
_OPTIONS = options(
    f"{_CONNECTION} --maintenance-db: -T|--template: -O|--owner: -E|--encoding: -l|--locale:"
    " -D|--tablespace: -i|--interactive -f|--force --if-exists -?|--help -V|--version"
)
_RESTORE = options(
    f"{_CONNECTION} -d|--dbname: -t|--table: -n|--schema: -j|--jobs: -f|--file: -L|--use-list:"
    " -F|--format: -c|--clean -C|--create -l|--list --if-exists -?|--help -V|--version"
)
_DROPS = {
    "dropdb": (Verb.DROP, ObjectKind.DATABASE),
    "dropuser": (Verb.DROP, ObjectKind.ROLE),
    "createdb": (Verb.CREATE, ObjectKind.DATABASE),
}


def _read(command: Command) -> Iterator[Outcome]:
    name = known_name(command.name)
    parsed = parse(command.args, _RESTORE if name == "pg_restore" else _OPTIONS)
    if parsed.has("-?", "-V"):
        return
    databases = parsed.values("-d", "--maintenance-db")
    yield from passwords_in(command, databases)
    hosts = parsed.values("-h")
    host = hosts[-1].text if hosts and hosts[-1].known else inherited(command, "PGHOST")
    operand = parsed.operands[0] if parsed.operands else None
    if name == "pg_restore":
        if not databases:
            return
        if not parsed.has("-c"):
            if databases[-1].known and "://" not in databases[-1].text:
                yield _filled(command, databases[-1].text)
            return
        verb, kind, operand = Verb.DROP, ObjectKind.DATABASE, databases[-1]
    else:
        verb, kind = _DROPS[name]
    named = operand.text if operand is not None and operand.known else ""
    url = named if "://" in named else ""
    called = named or partly(operand)
    effect = SchemaChange(
        span=command.span(),
        evidence=command.evidence,
        dialect="postgres",
        verb=verb,
        kind=kind,
        table="" if url else called,
        name="" if url else called,
        if_exists=parsed.has("--if-exists"),
        replace=name == "pg_restore",
    )
    words = [*hosts, *([operand] if operand is not None else [])]
    yield At(effect, aimed(command, Target(host, "" if url else named, url), words))


def _filled(command: Command, database: str) -> DataChange:
    """The rows of a dump that are written into a database, beside what is there."""
    return DataChange(
        span=command.span(),
        evidence=command.evidence,
        dialect="postgres",
        verb=Verb.INSERT,
        target=database,
        handed_in=True,
    )


PROGRAM = Program(("dropdb", "dropuser", "createdb", "pg_restore"), _read)
