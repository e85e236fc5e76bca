"""Functions and procedures that reach out of the database: files, programs, other servers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from msgspec import Struct

from guardrail.effects import (
    CodeRun,
    FileChange,
    NetworkUse,
    Verb,
)
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.literals import plain
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.sources import tables
from guardrail.frontends.sql.statements.opened import opened_firewall
from guardrail.frontends.sql.token import Kind, Token
from guardrail.patterns import late
from guardrail.stream import Item


class Way(Enum):
    """How a function leaves the database."""

    READ = auto()
    WRITE = auto()
    RUN = auto()
    SEND = auto()
    CONNECT = auto()


class Opening(Struct, frozen=True):
    """A function that leaves the database: which way, by which argument, in which dialects."""

    way: Way
    argument: int = 0
    dialects: tuple[str, ...] = ()


_PG = ("postgres", "redshift", "")
_CLICKHOUSE = ("clickhouse",)
_SQLITE = ("sqlite",)
_TSQL = ("tsql",)

FUNCTIONS: dict[str, Opening] = {
    **dict.fromkeys(
        (
            "PG_READ_FILE",
            "PG_READ_BINARY_FILE",
            "PG_LS_DIR",
            "PG_STAT_FILE",
            "PG_FILE_READ",
            "LO_IMPORT",
            "LOAD_FILE",
        ),
        Opening(Way.READ),
    ),
    "LO_EXPORT": Opening(Way.WRITE, 1),
    "PG_FILE_WRITE": Opening(Way.WRITE),
    "PG_FILE_UNLINK": Opening(Way.WRITE),
    "PG_FILE_RENAME": Opening(Way.WRITE),
    "READFILE": Opening(Way.READ, dialects=_SQLITE),
    "WRITEFILE": Opening(Way.WRITE, dialects=_SQLITE),
    "LOAD_EXTENSION": Opening(Way.RUN, dialects=(*_SQLITE, "")),
    "SYS_EXEC": Opening(Way.RUN),
    "SYS_EVAL": Opening(Way.RUN),
    "EXECUTABLE": Opening(Way.RUN, dialects=_CLICKHOUSE),
    "FILE": Opening(Way.READ, dialects=_CLICKHOUSE),
    "QUERY_EXPORT_TO_S3": Opening(Way.SEND, 1, _PG),
    "HTTP_POST": Opening(Way.SEND, dialects=_PG),
    "HTTP_PUT": Opening(Way.SEND, dialects=_PG),
    **dict.fromkeys(
        ("DBLINK_CONNECT", "DBLINK_CONNECT_U"), Opening(Way.CONNECT, -1, ("postgres", ""))
    ),
    "DBLINK": Opening(Way.CONNECT, 0, ("postgres", "")),
    "DBLINK_EXEC": Opening(Way.CONNECT, 0, ("postgres", "")),
    "OPENDATASOURCE": Opening(Way.CONNECT, 1, _TSQL),
    **dict.fromkeys(
        ("REMOTE", "REMOTESECURE", "MYSQL", "POSTGRESQL", "MONGODB", "JDBC", "ODBC"),
        Opening(Way.CONNECT, 0, _CLICKHOUSE),
    ),
}
PACKAGED: dict[tuple[str, str], Opening] = {
    ("UTL_FILE", "FOPEN"): Opening(Way.WRITE, 1),
    ("UTL_HTTP", "REQUEST"): Opening(Way.SEND),
    ("UTL_HTTP", "BEGIN_REQUEST"): Opening(Way.SEND),
    ("UTL_SMTP", "OPEN_CONNECTION"): Opening(Way.SEND),
    ("UTL_TCP", "OPEN_CONNECTION"): Opening(Way.SEND),
    ("UTL_MAIL", "SEND"): Opening(Way.SEND),
    ("DBMS_NETWORK_ACL_ADMIN", "APPEND_HOST_ACE"): Opening(Way.CONNECT),
    ("DBMS_NETWORK_ACL_ADMIN", "CREATE_ACL"): Opening(Way.CONNECT),
}
_SINKS = frozenset({"S3", "S3CLUSTER", "GCS", "URL", "REMOTE", "REMOTESECURE", "HDFS", "AZUREBLOB"})
_NAMES = frozenset(FUNCTIONS) | {name for _, name in PACKAGED} | _SINKS
_NAMES |= {"OPENROWSET", "CREATE_JOB"}
_HOST = late(
    r"\b(?:host|hostaddr|server|data source|addr|address)\s*=\s*'?(?P<host>[^\s;,']+)",
    re.IGNORECASE,
)
_URL = late(r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?:[^/@\s]*@)?(?P<host>[^/?#\s]*)", re.IGNORECASE)
_OBJECT_STORES = (
    "s3",
    "s3a",
    "s3n",
    "gs",
    "gcs",
    "r2",
    "azure",
    "azureml",
    "abfss",
    "wasbs",
    "oss",
)


def reached(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """What the functions called anywhere in a statement reach outside the database."""
    tokens = cursor.tokens
    if _NAMES.isdisjoint([token.up for token in cursor.rest()]):
        return
    statement = cursor.rest()
    for index in range(cursor.at, cursor.end - 1):
        up = tokens[index].up
        if up not in _NAMES or tokens[index + 1].up != "(":
            continue
        inner = cursor.slice(index + 1, cursor.end).group()
        if inner is None:
            continue
        package = tokens[index - 2].up if index >= 2 and tokens[index - 1].up == "." else ""
        sunk = index >= 2 and tokens[index - 1].up == "FUNCTION" and tokens[index - 2].up == "INTO"
        found = PACKAGED.get((package, up)) or FUNCTIONS.get(up)
        if sunk and up in _SINKS:
            found = Opening(Way.SEND)
        elif sunk and up == "FILE":
            found = Opening(Way.WRITE)
        if found is not None and (not found.dialects or reading.dialect in found.dialects):
            yield _effect(reading, statement, found, up, inner)
        elif up == "OPENROWSET":
            yield _row_set(reading, statement, inner)
        elif package == "DBMS_SCHEDULER" and _says(inner, "EXECUTABLE", "EXTERNAL_SCRIPT"):
            yield reading.make(CodeRun, statement, what="DBMS_SCHEDULER EXECUTABLE")


def _effect(
    reading: Reading, statement: Sequence[Token], opening: Opening, name: str, inner: Cursor
) -> Item:
    given = _argument(inner, opening.argument)
    if opening.way is Way.RUN:
        return reading.make(CodeRun, statement, what=name, origin=given)
    if opening.way in (Way.READ, Way.WRITE):
        verb = Verb.READ if opening.way is Way.READ else Verb.OVERWRITE
        return reading.make(FileChange, statement, verb=verb, path=given)
    if opening.way is Way.SEND:
        sent = tuple(dict.fromkeys(tables(Cursor(statement)).values()))
        return reading.make(
            NetworkUse, statement, method="POST", host=host(given) or given, sends=sent or ("data",)
        )
    return reading.make(NetworkUse, statement, method="CONNECT", host=host(given))


def _row_set(reading: Reading, statement: Sequence[Token], inner: Cursor) -> Item:
    """`OPENROWSET(BULK 'file', …)` reads a file, `OPENROWSET('provider', 'source', …)` a server."""
    if inner.accept("BULK"):
        if inner.has("DATA_SOURCE"):
            return reading.make(NetworkUse, statement, method="GET", host=_argument(inner, 0))
        return reading.make(FileChange, statement, verb=Verb.READ, path=_argument(inner, 0))
    return reading.make(NetworkUse, statement, method="CONNECT", host=host(_argument(inner, 1)))


def _argument(inner: Cursor, number: int) -> str:
    """What the string in an argument says, "" where it isn't one; -1 is the last argument."""
    pieces = list(inner.split())
    if not -len(pieces) <= number < len(pieces):
        return ""
    for token in pieces[number].rest():
        if token.kind is Kind.STRING:
            return plain(token)[:500]
    return ""


def _says(inner: Cursor, *values: str) -> bool:
    return any(
        token.kind is Kind.STRING and plain(token).upper() in values for token in inner.rest()
    )


def host(text: str) -> str:
    """The host or bucket that a connection string or URL names, "" where it names none."""
    found = _URL.match(text)
    if found is not None:
        store = found.group("scheme").lower() in _OBJECT_STORES
        return f"{found.group('scheme')}://{found.group('host')}" if store else found.group("host")
    named = _HOST.search(text)
    return named.group("host") if named is not None else ""


def is_remote(text: str) -> bool:
    """Whether a place that rows are copied to is somewhere on the network."""
    found = _URL.match(text)
    return found is not None and found.group("scheme").lower() not in ("file", "local")


_READS_FILES = ("xp_dirtree", "xp_fileexist", "xp_subdirs", "xp_availablemedia")
_RUNS = {
    "sp_execute_external_script": "SP_EXECUTE_EXTERNAL_SCRIPT",
    "xp_regwrite": "XP_REGWRITE",
    "xp_instance_regwrite": "XP_REGWRITE",
    "xp_regdeletekey": "XP_REGDELETEKEY",
    "xp_regdeletevalue": "XP_REGDELETEVALUE",
}
_SENDS = ("sp_send_dbmail", "sp_invoke_external_rest_endpoint")
_FIREWALLS = ("sp_set_firewall_rule", "sp_set_database_firewall_rule")
_LINKS = ("sp_addlinkedserver", "sp_addlinkedsrvlogin")
_SHELLS = ("CMDEXEC", "POWERSHELL", "ACTIVESCRIPTING")


def procedure(
    reading: Reading, name: str, place: Cursor, statement: Sequence[Token]
) -> Iterator[Item]:
    """What a system procedure of SQL Server, whose name was read, reaches outside."""
    given = [plain(token) for token in place.rest() if token.kind is Kind.STRING]
    first = given[0] if given else ""
    if name in _READS_FILES:
        yield reading.make(FileChange, statement, verb=Verb.READ, path=first)
    elif name in _RUNS:
        yield reading.make(CodeRun, statement, what=_RUNS[name])
    elif name in _SENDS:
        target = next((text for text in given if "@" in text or "://" in text), first)
        yield reading.make(
            NetworkUse, statement, method="POST", host=host(target) or target, sends=("data",)
        )
    elif name in _FIREWALLS:
        yield from opened_firewall(reading, statement, given)
    elif name in _LINKS:
        yield reading.make(NetworkUse, statement, method="CONNECT", host=first)
    elif name == "sp_add_jobstep" and any(text.upper() in _SHELLS for text in given):
        yield reading.make(CodeRun, statement, what="SP_ADD_JOBSTEP")
