"""Python: models that declare a column, attributes of their instances, and queries by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from guardrail.patterns import late
from guardrail.project.uses.files import File
from guardrail.project.uses.hit import MOST, Hit, Mentions
from guardrail.project.uses.names import Names

_MADE = (
    r"[ \t]*(?::[^=\n]{0,200})?=[ \t]*(?:[\w.]+\.)?"
    r"\w*(?:Field|Key|Column|column|Mapped|Relation)\w*\b"
)
_WORD = late(r"\w+")
_MADE_OR_ASKED = late(r"\.(?:objects|query|_default_manager|select)\b|\(")
_BASE = late(r"[A-Z]\w*")
_COLUMN = late(r"\bmodels\.|\bdb\.|\bsa\.|[Cc]olumn\b|\bMapped\b|sqlalchemy|orm\.")
_AFTER = late(
    r"(?P<way>(?:__\w+)?)(?:(?P<quote>[\"'])|(?P<call>\s*\()|(?P<equals>[ \t]*=(?!=))|(?!\w))"
)
_PARENTHESES = late(r"[()]")
_CALLED = late(r"[\w.]*\Z")
_QUERIES = frozenset(
    {
        *("filter", "exclude", "get", "create", "update", "get_or_create", "update_or_create"),
        *("filter_by", "values", "where", "annotate", "Q", "F", "defaults", "get_object_or_404"),
    }
)
_QUOTES = ("'", '"')
_BEFORE_KEYWORDS = ("(", ",", " ", "\t", "\n")
_LONGEST_CALL = 2_000
_LOOKED_BACK = 120
_MOST_SEEN = 5_000
_NEAR, _NEXT_TO = 400, 80
"""How far from its model's name a field is named; a name that many have must stand next to it."""


def python_hits(file: File, names: Names) -> Iterator[Hit]:
    """Uses of the column, or of the table where no column is asked for."""
    mentions = Mentions(file, names)
    if not mentions:
        return
    text = file.code
    if not names.column:
        yield from _of_table(file, names, mentions)
        return
    fields = "|".join(sorted(map(re.escape, names.fields), key=len, reverse=True))
    yield from _declared(file, names, mentions, fields)
    yield from _named(text, names, mentions, fields)


def _declared(file: File, names: Names, mentions: Mentions, fields: str) -> Iterator[Hit]:
    """In the model's own class: the field, and methods that read it."""
    text = file.code
    made = re.compile(rf"^[ \t]+(?P<field>{fields})(?:{_MADE}|[ \t]*:[ \t]*Mapped\b)", re.MULTILINE)
    own = re.compile(rf"\bself\.(?P<field>{fields})\b(?!\s*\()")
    for found, named in _models(file, names, mentions):
        body = found.span("body")
        field = made.search(text, *body)
        if field is not None and not (named or _COLUMN.search(field[0])):
            yield Hit(*field.span("field"), 45, f"class {found['name']} has a field of that name")
        elif field is not None:
            yield Hit(*field.span("field"), 100, f"class {found['name']} declares it")
            for count, one in enumerate(own.finditer(text, *body)):
                if count < MOST:
                    yield Hit(*one.span("field"), 80, f"class {found['name']} uses it")


def _models(file: File, names: Names, mentions: Mentions) -> Iterator[tuple[re.Match[str], bool]]:
    """The classes that are the table's model, or its bases, and whether they name the table."""
    own: set[str] = set()
    places: set[int] = set()
    waiting = [*mentions.names, *file.by_table.get(names.table, ())]
    while waiting:
        name = waiting.pop()
        if name not in own:
            own.add(name)
            of_name = file.by_class.get(name, ())
            places.update(of_name)
            waiting += [b for one in of_name for b in _BASE.findall(file.defined[one][0]["bases"])]
    for place in sorted(places):
        found, table = file.defined[place]
        if table is None and _NO_MODEL.search(found["bases"] or ""):
            continue
        if table in (None, names.table):
            yield found, table is not None


# Bases of what may be called like a model and is none: `class Order(BasePermission)`.
_NO_MODEL = late(
    r"(?:Permission|View|ViewSet|Serializer|Form|Admin|TestCase|Factory|FilterSet|Command|Exception"
    r"|Error|Enum|Field|Widget|Manager|QuerySet|Middleware|Migration|Config|Signal)\b"
)


def _named(text: str, names: Names, mentions: Mentions, fields: str) -> Iterator[Hit]:
    """Every place that names a field, by what stands before and behind it."""
    told = 0
    for found in islice(re.compile(fields).finditer(text), _MOST_SEEN):
        start, end = found.span()
        after = _AFTER.match(text, end)
        if after is None or told >= MOST:
            continue
        way = _word_before(text, start)
        sign = text[start - len(way) - 1 : start - len(way)]
        hit = None
        if sign == "." and not way:
            if not after["call"] and not after["way"]:
                hit = _attribute(_receiver(text, start - 1), found, names, mentions)
        elif way and not way.endswith("__"):
            continue
        elif sign == "-" or sign in _QUOTES:
            if after["quote"]:
                hit = _query(way, found, names, mentions)
        elif after["equals"] and sign in _BEFORE_KEYWORDS:
            caller = _caller(text, start)
            if caller is not None and (not names.common or _asks(caller, mentions)):
                hit = _query(way, found, names, mentions)
        if hit is not None:
            told += 1
            yield hit


def _word_before(text: str, end: int) -> str:
    """The word that ends at a place, "" for none; no more than the end of a long one."""
    start = end
    while (
        start > 0
        and end - start < _LOOKED_BACK
        and (text[start - 1].isalnum() or text[start - 1] == "_")
    ):
        start -= 1
    return text[start:end]


def _receiver(text: str, end: int) -> str:
    """The variable, or what is called, before a dot: `user` of `user.` and of `user().`."""
    return _word_before(text, end - 2 if text.endswith("()", 0, end) else end)


def _attribute(whose: str, found: re.Match[str], names: Names, mentions: Mentions) -> Hit | None:
    """`user.email`; of other receivers only a name that few tables have."""
    if whose == "self":
        return None
    if whose and mentions.means(whose):
        return Hit(*found.span(), 70, f"uses {whose}.{found[0]}")
    if not names.common and mentions.classes:
        return Hit(*found.span(), 25, "may use it")
    return None


def _query(way: str, found: re.Match[str], names: Names, mentions: Mentions) -> Hit | None:
    """Keywords and texts that name a field: `filter(email__in=…)`, `values("user__email")`."""
    if any(mentions.means(step) for step in way.split("__") if step):
        return Hit(*found.span(), 60, "names it")
    if way.strip("_"):
        return None
    if mentions.near(found.start(), _NEXT_TO if names.common else _NEAR):
        return Hit(*found.span(), 50, "names it")
    if not names.common and mentions.classes:
        return Hit(*found.span(), 30, "may name it")
    return None


def _caller(text: str, place: int) -> str | None:
    """What is called where a keyword stands ("Order.objects.filter"), `None` outside a call."""
    before = text[max(0, place - _LONGEST_CALL) : place]
    depth = 0
    for found in reversed([*_PARENTHESES.finditer(before)]):
        depth += 1 if found[0] == ")" else -1
        if depth < 0:
            called = _CALLED.search(before[max(0, found.start() - _LOOKED_BACK) : found.start()])
            return called[0] if called else ""
    return None


def _asks(caller: str, mentions: Mentions) -> bool:
    """Whether a call makes or asks for rows: of the model itself, or as a query does."""
    parts = caller.split(".")
    return parts[-1] in _QUERIES or any(part in mentions.names for part in parts)


def _of_table(file: File, names: Names, mentions: Mentions) -> Iterator[Hit]:
    text = file.code
    for found, named in _models(file, names, mentions):
        if named or found["name"] in mentions.names:
            yield Hit(*found.span("name"), 100, f"class {found['name']} is its model")
    for place in mentions.classes[:MOST]:
        word = _WORD.match(text, place)
        used = word and _MADE_OR_ASKED.match(text, word.end())
        if word and used and not text[max(0, place - 6) : place].endswith("class "):
            yield Hit(place, word.end(), 70, f"uses {word[0]}")
    # A single word is also a key, a label, a command.
    told = "names it" if "_" in names.table else "may name it"
    quoted = sorted(place for quote in _QUOTES for place in _places(text, quote, names.table))
    for start in quoted[:MOST]:
        yield Hit(start, start + len(names.table), 40, told)


def _places(text: str, quote: str, word: str) -> Iterator[int]:
    """Where a word stands between quotes, as all that is there."""
    at = text.find(f"{quote}{word}{quote}")
    while at >= 0:
        yield at + 1
        at = text.find(f"{quote}{word}{quote}", at + 1)
