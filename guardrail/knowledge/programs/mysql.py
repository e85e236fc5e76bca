"""mysql, mariadb: the clients of MySQL and MariaDB. Options as in the MySQL 8.4 manual, 6.5.1."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import CredentialUse
from guardrail.knowledge.programs.command import Command, Outcome, Program, Target
from guardrail.knowledge.programs.connection import aimed, inherited
from guardrail.knowledge.programs.interpreter import code_from, code_in
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.knowledge.programs.passwords import written_password

_OPTIONS = options(
    "-e|--execute: -h|--host: -u|--user: -P|--port: -D|--database: -S|--socket: --protocol:"
    " --defaults-file: --defaults-extra-file: --defaults-group-suffix: --login-path:"
    " --default-character-set: --init-command: --delimiter: --ssl-ca: --ssl-mode:"
    " -U|--safe-updates --help|-? -V|--version -B|--batch -N|--skip-column-names -f|--force"
    " -s|--silent -v|--verbose -A|--no-auto-rehash -t|--table"
)


def _read(command: Command) -> Iterator[Outcome]:
    given = parse([word for word in command.args if not _is_password(word.text)], _OPTIONS)
    yield from _passwords(command, given.value("-u"))
    if given.has("--help", "-V"):
        return
    target = _target(command, given)
    texts = given.values("-e", "--init-command")
    for text in texts:
        yield from code_in(command, text, "sql", "mysql -e", dialect="mysql", target=target)
    if not texts and command.stdin is not None:
        yield from code_from(
            command, command.stdin, "sql", "mysql < input", dialect="mysql", target=target
        )


def _is_password(text: str) -> bool:
    """`-pSECRET` takes its value glued only; a bare `-p` asks for it."""
    return (text.startswith("-p") and text != "-p") or text.startswith("--password")


def _passwords(command: Command, user: str) -> Iterator[CredentialUse]:
    for word in command.args:
        if not _is_password(word.text):
            continue
        start = len("--password=") if word.text.startswith("--password=") else len("-p")
        if word.text.startswith("--password") and "=" not in word.text:
            continue
        yield from written_password(command, word, start, "mysql argument -p", user)


def _target(command: Command, given: Parsed) -> Target:
    words = [*given.values("-D"), *given.operands[:1]]
    hosts = given.values("-h")
    host = hosts[-1].text if hosts and hosts[-1].known else ""
    socket = given.value("-S")
    database = words[-1].text if words and words[-1].known else ""
    target = Target(host or socket or inherited(command, "MYSQL_HOST"), database)
    return aimed(command, target, [*words, *hosts])


PROGRAM = Program(("mysql", "mariadb"), _read)
