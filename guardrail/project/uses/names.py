"""How code may spell a table and a column: snake and camel case, singular and plural, models."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from guardrail.names import short
from guardrail.patterns import late

COMMON: frozenset[str] = frozenset(
    {
        *("id", "pk", "uuid", "key", "name", "title", "label", "slug", "type", "kind", "status"),
        *("state", "value", "data", "text", "body", "content", "description", "comment", "note"),
        *("created", "updated", "modified", "created_at", "updated_at", "deleted_at", "date"),
        *("created_on", "modified_on", "created_by", "updated_by", "user_id", "user", "owner"),
        *("email", "password", "username", "url", "path", "file", "image", "code", "number"),
        *("count", "total", "amount", "price", "size", "width", "height", "order", "position"),
        *("active", "enabled", "is_active", "public", "token", "version", "language", "locale"),
        *("parent", "parent_id", "group", "group_id", "start", "end", "time", "timestamp"),
        *("first_name", "last_name", "address", "city", "country", "phone", "config", "options"),
        *("settings", "metadata", "extra", "params", "result", "error", "message", "subject"),
        *("category", "tag", "tags", "role", "level", "score", "rank", "weight", "priority"),
    }
)
"""Columns that so many tables have that a bare `.name` says nothing about whose it is."""

_WORDS = late(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")


class Names(Struct, frozen=True):
    """What to look for.

    `table` is the plain name without its schema. `models` are the names of classes, lower case and
    without underscores; `others` are those which the table's name only may mean, each with the
    word that must be there too: `shop_order` is `Order` where something says `shop`. `columns` are
    the column's spellings, `fields` those in Python. `variables` are what a row is called.
    """

    table: str
    column: str
    models: frozenset[str]
    others: dict[str, str] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()

    @property
    def common(self) -> bool:
        """Whether many tables have a column of that name, or the name is one short word."""
        plain = self.column.lower()
        return plain in COMMON or ("_" not in plain and len(plain) < _DISTINCT)


_DISTINCT = 12


def names_of(table: str, column: str, models: Iterable[str] = ()) -> Names:
    """The spellings of a table and a column; `models` are the classes that are known to be its."""
    own = short(table)
    told = frozenset(map(normal, models))
    parts = own.split("_")
    whole = {normal(own), normal(singular(own))}
    others: dict[str, str] = {}
    # Tables with the label of an app before their names are called by one row of them.
    labelled = singular(own) == own
    for place in range(1, len(parts)) if labelled else ():
        rest = "_".join(parts[place:])
        prefix = "_".join(parts[:place])
        for one in (normal(rest), normal(singular(rest))):
            if len(one) > 2:
                others.setdefault(one, prefix)
    plain = short(column)
    fields = {plain}
    if plain.endswith("_id") and len(plain) > 3:
        fields.add(plain[:-3])
    spelled = {plain, camel(plain), pascal(plain)} if plain else set()
    return Names(
        own,
        plain,
        told or frozenset(whole),
        {} if told else others,
        frozenset(spelled),
        frozenset(fields) if plain else frozenset(),
        _variables(["_".join(parts[place:]) for place in range(len(parts))]),
    )


def _variables(names: Iterable[str]) -> frozenset[str]:
    several = [singular(name) for name in names]
    return frozenset(word for name in several for word in (name, camel(name)) if len(word) > 2)


def normal(word: str) -> str:
    """A name without its case and underscores: how `OrderItem` and `order_item` are the same."""
    return word.replace("_", "").lower()


def bare(name: str) -> str:
    """A normal name without what says only that it is a model: `order` of `abstractordermodel`."""
    for part in ("abstract", "base", "sql", "db"):
        name = name.removeprefix(part) or name
    for part in ("model", "mixin", "entity", "record", "base"):
        name = name.removesuffix(part) or name
    return name


def singular(word: str) -> str:
    """One of what the word is many of, as far as its ending tells."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def pascal(word: str) -> str:
    """`created_at` as `CreatedAt`."""
    return "".join(part[:1].upper() + part[1:] for part in word.split("_"))


def camel(word: str) -> str:
    """`created_at` as `createdAt`."""
    whole = pascal(word)
    return whole[:1].lower() + whole[1:]


def last_word(name: str) -> str:
    """The last word of a name: `user` of `currentUser` and of `request_user`."""
    found = _WORDS.findall(name)
    return found[-1].lower() if found else ""
