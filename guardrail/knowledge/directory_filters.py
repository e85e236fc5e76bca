"""Which filters of a directory of people hold for everybody, or leave no more than an age to tell.

Sources: RFC 4515 (filters: `(|…)` holds where one of its conditions does, `(x=*)` where there is
any `x`), RFC 4519 and RFC 2798 (what is kept of a person), RFC 4512 3.4 (`createTimestamp` and
`modifyTimestamp` are of every entry), MS-ADA3 (`whenCreated`, `whenChanged`).
"""

from __future__ import annotations

from msgspec import Struct

from guardrail.patterns import late

_LONGEST, _DEEPEST = 2_000, 20
_ITEM = late(r"\(\s*(?P<name>[\w.;-]+)(?P<rule>:[\w.:-]*:)?(?P<sign>[<>~]?=)(?P<value>[^()]*)\)")
_KINDS = frozenset(("objectclass", "objectcategory", "samaccounttype"))
_OF_EVERY_ENTRY = frozenset(
    ("createtimestamp", "modifytimestamp", "whencreated", "whenchanged", "entryuuid", "entrydn")
)
_WHO = frozenset(
    (
        *("uid", "cn", "name", "mail", "dn", "distinguishedname", "samaccountname"),
        *("userprincipalname", "uidnumber", "employeenumber"),
    )
)
_GONE = late(
    r"(?i)lock|disabl|expir|left|leav|gone|delet|terminat|inactiv|retire|former|alumni|until|\bend"
    r"|departed|obsolete|stale|orphan|test|preview|temp|archiv|revoked|suspend|deactiv|\bex-"
)
"""What says of an attribute or its value that somebody is meant to go."""


class Reach(Struct, frozen=True):
    """What a filter leaves: everybody or not; whether it asks for an age, or for who has left."""

    everybody: bool
    aged: bool
    left: bool


def reach_of(text: str) -> Reach | None:
    """What a filter leaves, `None` where it can't be read."""
    text = text.strip()[:_LONGEST]
    text = text if text.startswith("(") else f"({text})"
    read = _read(text, 0, 0)
    if read is None or read[1] != len(text):
        return None
    items = [*_ITEM.finditer(text)]
    aged = any(one["sign"] in ("<=", ">=") for one in items)
    told = any(_GONE.search(f"{one['name']} {one['value']}") for one in items)
    return Reach(read[0], aged, told)


def _read(text: str, at: int, depth: int) -> tuple[bool, int] | None:
    """Whether what stands at a place holds for everybody, and where it ends."""
    if depth > _DEEPEST or text[at : at + 1] != "(":
        return None
    joint = text[at + 1 : at + 2]
    if joint not in ("&", "|", "!"):
        item = _ITEM.match(text, at)
        if item is None:
            return None
        return _of_all(item["name"].lower(), item["sign"], item["value"].strip()), item.end()
    told: list[bool] = []
    at += 2
    while text[at : at + 1] == "(":
        read = _read(text, at, depth + 1)
        if read is None:
            return None
        told.append(read[0])
        at = read[1]
    if text[at : at + 1] != ")":
        return None
    if joint == "!":
        return (len(told) == 1 and not told[0] and _few_left(text, at)), at + 1
    return (all(told) if joint == "&" else any(told)), at + 1


def _few_left(text: str, end: int) -> bool:
    """Whether what is left out by `(!(uid=admin))` is one who is named, who is spared alone."""
    item = _ITEM.match(text, text.rfind("(", 0, end))
    named = item is not None and item["name"].lower() in _WHO and item["sign"] == "="
    return named and item is not None and "*" not in item["value"]


def _of_all(name: str, sign: str, value: str) -> bool:
    if name in _KINDS:
        return sign == "="
    if name in _OF_EVERY_ENTRY:
        return sign in ("<=", ">=") or value == "*"
    return sign == "=" and value == "*" and _GONE.search(name) is None
