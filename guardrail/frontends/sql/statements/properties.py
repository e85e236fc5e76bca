"""ALTER TABLE actions that change a property of the whole table, told by their words."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Aspect, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.target import Target
from guardrail.frontends.sql.token import Kind
from guardrail.stream import Item

_NAMED = (
    "SET TABLESPACE",
    "SET ACCESS METHOD",
    "NO INHERIT",
    "INHERIT",
    "CLUSTER ON",
    "CONVERT TO CHARACTER SET",
    "CONVERT TO CHARSET",
    "REPLICA IDENTITY USING INDEX",
    "ENABLE TRIGGER",
    "ENABLE ALWAYS TRIGGER",
    "ENABLE REPLICA TRIGGER",
    "DISABLE TRIGGER",
    "ENABLE RULE",
    "ENABLE ALWAYS RULE",
    "ENABLE REPLICA RULE",
    "DISABLE RULE",
    "NOCHECK CONSTRAINT",
    "CHECK CONSTRAINT",
    "DISABLE CONSTRAINT",
    "ENABLE CONSTRAINT",
    "OF",
)
_PLAIN = (
    "ENABLE ROW LEVEL SECURITY",
    "DISABLE ROW LEVEL SECURITY",
    "FORCE ROW LEVEL SECURITY",
    "NO FORCE ROW LEVEL SECURITY",
    "ROW LEVEL SECURITY",
    "SET LOGGED",
    "SET UNLOGGED",
    "SET WITHOUT CLUSTER",
    "SET WITHOUT OIDS",
    "SET WITH OIDS",
    "NOT OF",
    "ORDER BY",
    "DISABLE KEYS",
    "ENABLE KEYS",
    "DISCARD TABLESPACE",
    "IMPORT TABLESPACE",
    "REMOVE PARTITIONING",
    "PARTITION BY",
    "FORCE",
)
_SPELT = {
    "CONVERT TO CHARSET": "convert to character set",
    "REPLICA IDENTITY USING INDEX": "replica identity",
}
_LONGEST = 4


def other(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """Every action without a reader of its own."""
    tokens = cursor.rest()
    place = cursor.copy()
    new_name = ""
    if phrase := place.accept(*_NAMED):
        option, new_name = _SPELT.get(phrase, phrase.lower()), place.name()
    elif phrase := place.accept(*_PLAIN):
        option = _SPELT.get(phrase, phrase.lower())
    else:
        option = told(place)
    yield target.change(
        reading,
        tokens,
        Verb.ALTER,
        target.kind,
        name=target.table,
        new_name=new_name,
        aspect=Aspect.OTHER,
        options=(option,) if option else (),
    )


def told(place: Cursor) -> str:
    """The first words of an action; an assignment with its value, options as "set (storage)"."""
    words: list[str] = []
    for token in place.rest()[:_LONGEST]:
        if token.up == "(":
            if words in (["set"], ["reset"]):
                words.append("(storage)")
            break
        if token.up == "=":
            value = place.tokens[place.at + len(words) + 1 : place.end]
            plain = value[0].text.strip("'\"").lower() if value else ""
            known = value and value[0].kind in (Kind.WORD, Kind.NUMBER, Kind.NAME)
            return f"{' '.join(words)}={plain}" if known else " ".join(words)
        if not token.up.replace("_", "").isalpha():
            break
        words.append(token.up.lower())
    return " ".join(words)
