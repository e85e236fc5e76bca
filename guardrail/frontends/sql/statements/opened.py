"""What lets everybody in: a list of allowed addresses with all of them in it, a public share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.effects import PrivilegeChange, Verb
from guardrail.frontends.sql.literals import plain
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Kind, Token
from guardrail.stream import Item

_EVERY = ("0.0.0.0/0", "::/0")
_BLOCKED = "BLOCKED_IP_LIST"


def opened(reading: Reading, statement: Sequence[Token], phrase: str, name: str) -> Iterator[Item]:
    """Snowflake's policies of addresses, Redshift's shares, as they are made or altered."""
    how = ""
    if phrase == "NETWORK POLICY" and _lists_every(statement):
        how = "every address"
    elif phrase == "DATASHARE" and _is_public(statement):
        how = "clusters that everybody can reach"
    if how:
        yield reading.make(
            PrivilegeChange,
            statement,
            verb=Verb.GRANT,
            on=f"the {phrase.lower()} {name}",
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
