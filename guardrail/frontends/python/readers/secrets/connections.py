"""Connections opened with a password written among the arguments.

A password inside a URL is found wherever such a URL stands in any text; here it is only the
arguments' own.
"""

from __future__ import annotations

from guardrail.effects import CredentialAction, CredentialUse
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.credentials.hosts import environment_of_host
from guardrail.knowledge.credentials.literals import likelihood, plausible_password
from guardrail.knowledge.python.rows import Connects
from guardrail.model import Environment
from guardrail.patterns import late
from guardrail.stream import Item

_USERS = ("user", "username")
_HOST = late(r"://(?:[^@/\s]*@)?([^:/\s]+)")
_HOSTS = ("host", "hostname", "server", "dsn")


def connects(reading: Reading, call: Call, row: Connects) -> list[Item] | None:
    """The password of a connection, where it is a literal."""
    host = next((text for name in _HOSTS if (text := reading.known(call.keywords.get(name)))), "")
    user = next((text for name in _USERS if (text := reading.known(call.keywords.get(name)))), "")
    for argument in (*row.passwords, *row.pairs):
        node = call.argument(argument)
        if node is not None and argument in row.pairs:
            pair = reading.builder.flow.elements(node) or []
            user, node = (reading.known(pair[0]), pair[1]) if len(pair) == 2 else ("", None)
        value = reading.known(node)
        if node is None or not value or not plausible_password(value):
            continue
        host = host or _host(reading, call, row)
        return [
            CredentialUse(
                span=reading.span(node),
                confidence=likelihood(value, user),
                evidence=reading.digest("password", call.name, host),
                action=CredentialAction.WRITTEN,
                kind="password",
                place=f"argument {argument.keyword} of {call.last}()",
                host=host,
                environment=_environment(row, host),
            )
        ]
    return None


def _environment(row: Connects, host: str) -> Environment:
    """Where the password opens something: a driver without a host opens this machine's own.

    What names no host at all (`HTTPBasicAuth`) opens nobody knows what.
    """
    named = host or row.url.position >= 0 or row.url.keyword
    return environment_of_host(host) if named else Environment()


def _host(reading: Reading, call: Call, row: Connects) -> str:
    """The host in the address that a connection is opened to, or in the first of several."""
    node = call.argument(row.url)
    listed = reading.builder.flow.elements(node) if node is not None else None
    found = _HOST.search(reading.known(listed[0] if listed else node))
    return found[1] if found is not None else ""
