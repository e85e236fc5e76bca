"""psql: PostgreSQL's client. Options as in `psql --help` of PostgreSQL 17; libpq's environment."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Opens, Outcome, Program, Target, Word
from guardrail.knowledge.programs.connection import aimed, inherited, passwords_in
from guardrail.knowledge.programs.interpreter import code_from, code_in
from guardrail.knowledge.programs.options import Parsed, options, parse

_OPTIONS = options(
    "-c|--command: -f|--file: -d|--dbname: -h|--host: -p|--port: -U|--username:"
    " -v|--set|--variable:"
    " -o|--output: -L|--log-file: -F|--field-separator: -P|--pset: -R|--record-separator:"
    " -T|--table-attr: -l|--list -V|--version -?|--help -1|--single-transaction -q|--quiet"
    " -X|--no-psqlrc -A|--no-align -t|--tuples-only -w|--no-password -W|--password -a|--echo-all"
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("--help", "-V", "-l", "-?"):
        return
    databases = [*parsed.values("-d"), *parsed.operands[:1]]
    yield from passwords_in(command, databases)
    target = _target(command, parsed, databases)
    ran = False
    for name, value in parsed.given:
        if value is None:
            continue
        if name == "-c":
            ran = True
            yield from code_in(command, value, "sql", "psql -c", dialect="postgres", target=target)
        elif name == "-f" and value.text != "-":
            ran = True
            yield from _file(command, value, target)
    if not ran and command.stdin is not None:
        yield from code_from(
            command, command.stdin, "sql", "psql < input", dialect="postgres", target=target
        )


def _file(command: Command, word: Word, target: Target) -> Iterator[Outcome]:
    if word.flow is not None:
        yield from code_from(
            command, word.flow, "sql", "psql -f", word, dialect="postgres", target=target
        )
    elif word.known:
        yield Opens(word.text, "sql", "psql -f", word, "postgres", target)


def _target(command: Command, parsed: Parsed, databases: list[Word]) -> Target:
    """Arguments before `PG*` variables; psql doesn't look at DATABASE_URL."""
    name = databases[-1].text if databases and databases[-1].known else ""
    url = name if "://" in name or "=" in name else ""
    host = parsed.value("-h") or ("" if url else inherited(command, "PGHOST", "PGHOSTADDR"))
    database = "" if url else name
    if not databases:
        database = inherited(command, "PGDATABASE", "PGSERVICE")
    return aimed(command, Target(host, database, url), [*databases, *parsed.values("-h")])


PROGRAM = Program(("psql",), _read)
