"""Clients of further databases: a text, a file or their input is run as SQL.

Options as in the vendors' manuals: `snowsql` and `snow sql`, `clickhouse-client`, `duckdb`,
`sqlcmd` (Go and ODBC), `sqlplus`, the command-line interface of Trino, `beeline`, `spark-sql`,
`hive`, `impala-shell`, `cockroach sql`, `usql`, `vsql`, `mycli`, `litecli`.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from guardrail.knowledge.programs.command import Command, Opens, Outcome, Program, Target, Word
from guardrail.knowledge.programs.connection import aimed
from guardrail.knowledge.programs.interpreter import code_from, code_in
from guardrail.knowledge.programs.options import Parsed, options, parse


class Client(Struct, frozen=True):
    """A client: the dialect, which options take SQL, a file, a host and a database.

    `behind` are the words of which one stands before its options (`cockroach sql`). `others` take
    values too. `single`: long options have one dash. With `by_operand` the first operand says where
    the database is; with `local` it is a file, and nothing is kept without one.
    """

    dialect: str
    texts: str
    files: str = "-f|--file:"
    hosts: str = "-h|--host:"
    databases: str = "-d|--database:"
    others: str = ""
    behind: tuple[str, ...] = ()
    single: bool = False
    by_operand: bool = False
    local: bool = False


_HIVE = Client(
    "hive",
    "-e:",
    "-f:",
    "-u:",
    "--database:",
    "-n: -p: -d: -i: --hiveconf: --hivevar: --conf: --master: --deploy-mode: --name: --jars:",
    single=True,
)
_TRINO = Client("trino", "--execute:", "-f|--file:", "--server:", "--catalog:", "--schema: --user:")
_SNOW = "-c|--connection: -a|--accountname: -u|--username: -s|--schemaname: -w|--warehouse: -o:"
_CLICKHOUSE = Client(
    "clickhouse",
    "-q|--query:",
    "--queries-file:",
    others="-u|--user: --password: --port: --format:",
    behind=("client", "local"),
)

CLIENTS: dict[str, Client] = {
    "snowsql": Client("snowflake", "-q|--query:", "-f|--filename:", "-h|--host:", others=_SNOW),
    "snow": Client(
        "snowflake", "-q|--query:", "-f|--filename:", "--host:", "--database:", behind=("sql",)
    ),
    "clickhouse-client": _CLICKHOUSE,
    "clickhouse": _CLICKHOUSE,
    "duckdb": Client(
        "duckdb", "-c|-s|-cmd:", "-f|-init:", "--host:", "--db:", single=True, local=True
    ),
    "sqlcmd": Client("tsql", "-Q|-q:", "-i:", "-S:", "-d:", "-U: -P: -o: -l: -t: -v: -H: -W -b"),
    "sqlplus": Client("oracle", "--text:", "--from:", "--host:", "--db:", "-M: -R:"),
    "trino": _TRINO,
    "presto": _TRINO,
    "beeline": _HIVE,
    "hive": _HIVE,
    "spark-sql": replace(_HIVE, dialect="spark"),
    "impala-shell": Client("hive", "-q|--query:", "-f|--query_file:", "-i|--impalad:"),
    "cockroach": Client(
        "postgres", "-e|--execute:", hosts="--host:", others="--url:", behind=("sql",)
    ),
    "usql": Client("", "-c|--command:", by_operand=True, others="-o: -v:"),
    "vsql": Client("postgres", "-c|--command:", databases="-d|--dbname:", others="-U: -w: -p:"),
    "mycli": Client("mysql", "-e|--execute:", databases="-D|--database:", others="-u: -p: -P:"),
    "litecli": Client("sqlite", "-e|--execute:", "--file:", "--host:", "--db:", local=True),
}
"""The clients by their names."""


def _read(command: Command) -> Iterator[Outcome]:
    from guardrail.knowledge.programs import known_name

    name = known_name(command.name)
    client = CLIENTS.get(name)
    if client is None:
        return
    args = command.args
    if client.behind and name != "clickhouse-client":
        if not args or args[0].text not in client.behind:
            return
        args = args[1:]
    spec = (client.texts, client.files, client.hosts, client.databases, client.others)
    parsed = parse(args, options(" ".join((*spec, "--help --version")), single=client.single))
    if parsed.has("--help", "--version"):
        return
    target = _target(command, client, parsed)
    dialect = client.dialect
    texts = parsed.values(_first(client.texts))
    files = parsed.values(_first(client.files))
    for text in texts:
        label = f"{name} {_first(client.texts)}"
        yield from code_in(command, text, "sql", label, dialect=dialect, target=target)
    for file in files:
        if file.known:
            yield Opens(file.text, "sql", f"{name} {_first(client.files)}", file, dialect, target)
    if not (texts or files) and command.stdin is not None:
        label = f"{name} < input"
        yield from code_from(command, command.stdin, "sql", label, dialect=dialect, target=target)


def _first(spelt: str) -> str:
    """The name that an option is known by: `-q` of `-q|--query:`."""
    return spelt.rstrip(":").split("|")[0]


def _target(command: Command, client: Client, parsed: Parsed) -> Target:
    hosts, databases = (parsed.values(_first(one)) for one in (client.hosts, client.databases))
    operand = parsed.operands[:1] if client.by_operand or client.local else []
    if client.local:
        file = operand[0].text if operand else ":memory:"
        url = "sqlite://" if file in ("", ":memory:") else f"sqlite:///{file}"
        return aimed(command, Target(url=url), operand)
    url = _known(operand)
    host = _known(hosts)
    return aimed(command, Target(host, _known(databases), url), [*hosts, *databases, *operand])


def _known(words: list[Word]) -> str:
    return words[-1].text if words and words[-1].known else ""


PROGRAM = Program(tuple(CLIENTS), _read)
