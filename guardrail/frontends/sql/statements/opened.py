"""What lets everybody in: a list of allowed addresses with all of them in it, a public share.

Sources: Snowflake, "CREATE NETWORK POLICY" and "CREATE NETWORK RULE" (addresses are for what comes
in, a port of any host for what goes out); Amazon Redshift, "ALTER DATASHARE"; ClickHouse, "ALTER
USER … HOST"; Azure SQL, "sp_set_firewall_rule".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from guardrail.effects import PrivilegeChange, Verb
from guardrail.frontends.sql.literals import plain
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Kind, Token
from guardrail.stream import Item

_OF_ADDRESSES = ("NETWORK POLICY", "NETWORK RULE")
_EVERY = ("0.0.0.0/0", "::/0")
_BLOCKED = "BLOCKED_IP_LIST"


def opened(reading: Reading, statement: Sequence[Token], phrase: str, name: str) -> Iterator[Item]:
    """Snowflake's policies of addresses, Redshift's shares, as they are made or altered."""
    how = ""
    if phrase in _OF_ADDRESSES and _lists_every(statement):
        how = "every address"
    elif phrase == "DATASHARE" and _is_public(statement):
        how = "clusters that everybody can reach"
    if how:
        yield _to_everybody(reading, statement, f"the {phrase.lower()} {name}", how)


def opened_login(
    reading: Reading, statement: Sequence[Token], name: str
) -> Iterator[PrivilegeChange]:
    """ClickHouse's `ALTER USER app HOST ANY`, of one that was bound to its machines."""
    if reading.lexis.name != "clickhouse":
        return
    for token, following in pairwise(statement):
        if token.up == "HOST" and following.up == "ANY":
            yield _to_everybody(reading, statement, f"the login {name}", "every address")


def opened_firewall(
    reading: Reading, statement: Sequence[Token], given: Sequence[str]
) -> Iterator[Item]:
    """`EXEC sp_set_firewall_rule 'all', '0.0.0.0', '255.255.255.255'`: its strings are given."""
    if given[-2:-1] == ["0.0.0.0"] and given[-1].startswith("255."):
        yield _to_everybody(reading, statement, f"the firewall rule {given[0]}", "every address")


def _to_everybody(
    reading: Reading, statement: Sequence[Token], on: str, how: str
) -> PrivilegeChange:
    return reading.make(
        PrivilegeChange,
        statement,
        verb=Verb.GRANT,
        on=on,
        privileges=(how,),
        whom=("the internet",),
    )


def _lists_every(statement: Sequence[Token]) -> bool:
    listed = True
    for token in statement:
        if token.up.endswith("_LIST"):
            listed = token.up != _BLOCKED
        elif listed and token.kind is Kind.STRING and plain(token) in _EVERY:
            return True
    return False


def _is_public(statement: Sequence[Token]) -> bool:
    ups = [token.up for token in statement]
    at = ups.index("PUBLICACCESSIBLE") if "PUBLICACCESSIBLE" in ups else -1
    return at >= 0 and "FALSE" not in ups[at + 1 : at + 3]
