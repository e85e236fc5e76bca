"""Connection strings that carry a password: URLs with userinfo, and `key=value` strings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from guardrail.knowledge.credentials.decoys import indirection, placeholder
from guardrail.knowledge.credentials.literals import is_common, plausible_secret
from guardrail.patterns import late

# Databases, queues, directories and mail. Web addresses are read too, but are no reason to look.
SCHEME_WORDS = (
    "postgres://",
    "postgresql://",
    "postgresql+",
    "postgis://",
    "mysql://",
    "mysql2://",
    "mysql+",
    "mariadb://",
    "mariadb+",
    "mongodb://",
    "mongodb+srv://",
    "redis://",
    "rediss://",
    "amqp://",
    "amqps://",
    "mssql://",
    "mssql+",
    "oracle://",
    "oracle+",
    "clickhouse://",
    "clickhouse+",
    "snowflake://",
    "redshift+",
    "cockroachdb://",
    "ldap://",
    "ldaps://",
    "nats://",
    "mqtt://",
    "mqtts://",
    "smtp://",
    "smtps://",
    "sftp://",
    "ftp://",
    "git+https://",
    "sqlserver://",
    "assword=",
    "PWD=",
)

# What a text with a password in a URL of any scheme has: for the screen.
USERINFO = r"""://[^\s:/@"'<>`\\]{0,128}:[^\s/@"'<>`\\]{1,256}@"""

_URL = late(
    r"""://(?P<user>[^\s:/@"'<>`\\]{0,128}):(?P<password>[^\s/@"'<>`\\]{1,256})@"""
    r"""(?P<host>\[[0-9a-fA-F:]{2,40}\]|[^\s/:@"'<>?#,;()`\\]{0,255})""",
    re.ASCII,
)
# What no name of a host has, but a pattern that addresses are looked for with.
_NO_HOST = late(r"^[.&+|]|[|*!^+&\\]|\][^:]")
_SCHEME_BACKWARDS = late(r"[a-z0-9+]{2,30}", re.IGNORECASE)
# The value ends at what separates pairs in libpq, JDBC, ODBC and ADO strings.
_PAIR = late(
    r"""(?<![^\s;&?"'])(?<!, )(?:password|pwd)=\{?(?P<password>[^\s;&"'{}<>,()]{8,128})(?![,()])""",
    re.IGNORECASE,
)
_COMPANION = late(
    r"""(?:^|[\s;&?"'])(?:host|hostaddr|server|data source|addr|address|jdbc:[a-z:]{3,30}//"""
    r"""(?P<jdbc>[\w.-]{1,200}))(?:[ ]?=[ ]?(?:tcp:)?(?P<host>[\w.\[\]:-]{1,200}))?""",
    re.IGNORECASE,
)
_NEAR = 300
# A string goes on in the next line: `"SERVER=db.acme.io;" ⏎ "PWD=…"`.
_GOES_ON = late(r"""["'][ \t]*[+\\]?[ \t]*\n[ \t]*[+]?[ \t]*[fFrRbBuU]{0,2}["']""")


class Connection(Struct, frozen=True):
    """A connection string with a password: where the password stands, and to what it opens.

    `weak` is set where the password is so common, or so like the user's name, that it is more
    likely an example.
    """

    scheme: str
    user: str
    host: str
    start: int
    end: int
    weak: bool


_PARTS = frozenset(("user", "username", "host", "hostname", "domain", "port", "pass", "pw"))
"""What an address is made of, where one shows how addresses are written: `//host:port@other`."""


def connections(text: str) -> Iterator[Connection]:
    """Every connection string with a password that is not a placeholder."""
    yield from _with_userinfo(text)
    yield from _with_pairs(text)


def _with_userinfo(text: str) -> Iterator[Connection]:
    for found in _URL.finditer(text):
        user, password, host = found["user"], found["password"], found["host"]
        if placeholder(password) or placeholder(host or "localhost") or indirection(user):
            continue
        if _NO_HOST.search(host) or {user.lower(), password.lower()} <= _PARTS:
            continue
        before = text[max(0, found.start() - 30) : found.start()][::-1]
        scheme = _SCHEME_BACKWARDS.match(before)
        yield Connection(
            scheme[0][::-1].lower() if scheme else "",
            user,
            host,
            found.start("password"),
            found.end("password"),
            is_common(password) or password.lower() == user.lower(),
        )


def _with_pairs(text: str) -> Iterator[Connection]:
    if "d=" not in text and "D=" not in text:
        return
    folded = text.casefold()
    if "password=" not in folded and "pwd=" not in folded:
        return
    for found in _PAIR.finditer(text):
        if not plausible_secret(found["password"], "password"):
            continue
        line = _string_around(text, found.start(), found.end())
        companion = next((c for c in _COMPANION.finditer(line) if c["host"] or c["jdbc"]), None)
        if companion is None:
            continue
        host = (companion["host"] or companion["jdbc"]).partition(",")[0]
        if placeholder(host):
            continue
        yield Connection("", "", host, found.start("password"), found.end("password"), False)


def _string_around(text: str, start: int, end: int) -> str:
    """The line that a place stands in, with the lines in which its string begins and goes on."""
    low, high = max(0, start - _NEAR), end + _NEAR
    joints = [(one.start(), one.end()) for one in _GOES_ON.finditer(text[low:high])]
    before, after = text[low:start], text[end:high]
    for first, last in reversed(joints):
        if last <= start - low:
            before = f"{before[:first]}{before[last:]}"
        elif first >= end - low:
            after = f"{after[: first - end + low]}{after[last - end + low :]}"
    return before[before.rfind("\n") + 1 :] + text[start:end] + after.partition("\n")[0]
