"""Django's querysets: whose rows are deleted or updated, and which of them."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import DataChange, Scope, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.ways import Choice
from guardrail.frontends.python.readers.databases.admin_actions import WHATEVER, past_the_selection
from guardrail.frontends.python.readers.databases.administrators_made import administrators_made
from guardrail.frontends.python.readers.databases.aliases import of_queryset
from guardrail.frontends.python.readers.databases.loops import after_its_loop
from guardrail.frontends.python.readers.databases.models import registered
from guardrail.frontends.python.readers.databases.queryset_values import read_by
from guardrail.frontends.python.readers.databases.schema import texts_of
from guardrail.frontends.python.readers.narrowing.expressions import always_true
from guardrail.frontends.python.readers.narrowing.filters import keyword_scope
from guardrail.frontends.python.readers.narrowing.reach import either, on_all_ways, strongest
from guardrail.frontends.python.readers.picking.in_turn import left_in_turn
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.query_sets import passed_on
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.values.chains import Chain, Link, chains
from guardrail.knowledge.python.rows import ChangesRows, words
from guardrail.model import Confidence
from guardrail.patterns import late
from guardrail.stream import Item

_MANAGERS = frozenset(("objects", "_default_manager", "_base_manager", "all_objects"))
_NEUTRAL = words(
    "all order_by using db_manager select_related prefetch_related distinct iterator only defer"
    " values values_list annotate alias reverse select_for_update get_queryset as_manager"
    " aiterator __iter__"
)
_MANAGER = late(r"\w*(?:Manager|ModelAdmin)\b")
_OF_MODEL = late(r"(?:Manager|(?:Model)?Admin)\Z")
_ONE = words(
    "get first last latest earliest create get_or_create update_or_create aget afirst alast acreate"
    " pop"
)
_FILTERS = frozenset(("filter", "exclude", "complex_filter"))
_GIVES_QUERYSET = frozenset(("all", "filter", "exclude", "order_by", "iterator"))


class _Rows(Struct, frozen=True):
    """The rows a chain stands for."""

    target: str
    scope: Scope
    reason: str = ""
    bounded: bool = False
    sure: bool = True
    choices: tuple[Choice, ...] = ()


def changes_queryset(reading: Reading, call: Call, verb: Verb) -> list[Item] | None:
    """The rows that `….delete()` or `….update(…)` changes, `None` where it is no queryset's."""
    if call.function.type != "attribute" or not _called_like_django(call, verb):
        return None
    owner = call.function.child_by_field_name("object")
    if owner is None or _goes_on(call) or passed_on(reading.module, call):
        return None
    ways = [*chains(reading, owner)]
    found = [
        replace(
            rows,
            scope=left_in_turn(reading, call, rows.scope) if one.looped else rows.scope,
            choices=one.choices,
        )
        for one in ways
        if (rows := _rows(reading, one)) is not None
    ]
    if not found:
        return None
    first = found[0]
    scope, reason = on_all_ways(reading, [(one.scope, one.reason, one.choices) for one in found])
    if after_its_loop(reading, owner):
        scope, reason = Scope.KEYED, ""
    if scope is Scope.FILTERED and past_the_selection(reading, call):
        scope, reason = Scope.UNKNOWN, WHATEVER
    if scope in (Scope.NONE, Scope.UNKNOWN) and _refused_when_empty(reading):
        return None
    sets = tuple(call.keywords) if verb is Verb.UPDATE else ()
    sure = Confidence.HIGH if first.sure else Confidence.MEDIUM
    return [
        DataChange(
            **reading.stated(call.node, sure),
            verb=verb,
            target=first.target,
            scope=scope,
            reason=reason,
            bounded=all(rows.bounded for rows in found),
            sets=sets,
            copies_from=read_by(reading, call, first.target) if sets else (),
            environment=of_queryset(reading, owner),
        ),
        *administrators_made(reading, call, ways),
    ]


def _refused_when_empty(reading: Reading) -> bool:
    """Whether the managers here are ormar's, which changes no row where no condition is given."""
    packages = reading.names.packages
    return "ormar" in packages and "django" not in packages


def rewrites_rows(reading: Reading, call: Call, row: ChangesRows) -> list[Item] | None:
    """The rows that `bulk_update(rows, fields)` writes back, where a queryset gives them."""
    node, columns = call.argument(row.rows), call.argument(row.columns)
    if node is None:
        return None
    found = [rows for one in _given(reading, node) if (rows := _rows(reading, one)) is not None]
    if not found:
        return None
    # Each row gets a value of its own, worked out before: seldom a condition that was forgotten.
    return [
        DataChange(
            **reading.stated(call.node, Confidence.LOW),
            verb=row.verb,
            target=found[0].target,
            scope=either(rows.scope for rows in found),
            bounded=all(rows.bounded for rows in found),
            sets=texts_of(reading, columns) if columns is not None else (),
        )
    ]


def _given(reading: Reading, node: Node) -> list[Chain]:
    """The chains of an argument, also inside `list(…)`."""
    value = reading.builder.flow.value(node)
    if value is not None and value.type == "call":
        made = _as_call(reading, value)
        if made.name in ("list", "tuple") and len(made.positional) == 1:
            return [one for one in chains(reading, made.positional[0]) if not one.looped]
    return [one for one in chains(reading, node) if not one.looped]


def _goes_on(call: Call) -> bool:
    """Whether something is called on what the call gives, as on a statement: Django gives a number.

    `self.objects.delete().where(…)` is SQLAlchemy's, `User.objects.delete().execute()` another's.
    """
    around = call.node.parent
    return around is not None and around.type == "attribute"


def _called_like_django(call: Call, verb: Verb) -> bool:
    if call.last == "_raw_delete":
        return True
    if call.positional or call.stars:
        return False
    if verb is Verb.DELETE:
        return set(call.keywords) <= {"keep_parents", "using"}
    return bool(call.keywords or call.double_stars)


def _rows(reading: Reading, chain: Chain) -> _Rows | None:
    links = chain.links
    if any(link.name == "query" for link in links):
        return None
    manager = next((i for i, link in enumerate(links) if _is_manager(link)), None)
    if manager is None:
        return _without_manager(reading, chain)
    if chain.looped and manager == len(links) - 1:
        # No manager is looped over: `formset.deleted_objects` are the rows that somebody chose.
        return None
    if manager and (made := links[manager - 1].call) is not None:
        target = _made(reading, links[manager - 1].name, made)
    else:
        owner = links[manager - 1].node if manager else chain.base
        target = _target(reading, owner)
    if target is None:
        return None
    related = links[manager].name.endswith("_set")
    start = Scope.FILTERED if related else Scope.NONE
    if related:
        target = links[manager].name.removesuffix("_set")
    return _followed(reading, target, links[manager + 1 :], start)


def _is_manager(link: Link) -> bool:
    if link.call is not None:
        return False
    return link.name in _MANAGERS or link.name.endswith(("_objects", "_set"))


def _without_manager(reading: Reading, chain: Chain) -> _Rows | None:
    """A custom manager of a model, or the related rows of an instance."""
    links = chain.links
    managed = _managed(reading, chain)
    if managed is not None:
        return _followed(reading, managed, links, Scope.NONE)
    first = next((i for i, one in enumerate(links) if one.call is not None), None)
    if not first or links[first].name not in _GIVES_QUERYSET:
        return None
    owner = links[first - 2].node if first >= 2 else chain.base
    name = reading.module.name(owner).rsplit(".", 1)[-1]
    if name[:1].isupper() and owner.type in ("identifier", "attribute"):
        return _followed(reading, name, links[first:], Scope.NONE)
    if chain.base.type not in ("identifier", "attribute") or "bucket" in name.lower():
        return None
    related = links[first - 1].name
    return _followed(reading, related, links[first:], Scope.FILTERED, sure=False)


def _managed(reading: Reading, chain: Chain) -> str | None:
    """Whose rows `self.get_queryset()` gives in a manager's class or the admin's; else `None`."""
    base = chain.base
    if base.type == "call":
        base = base.child_by_field_name("function") or base
    named = reading.module.name(base) in ("self", "super") and bool(chain.links)
    if not named or chain.links[0].name not in (*_GIVES_QUERYSET, "get_queryset"):
        return None
    for around in reversed(place_of(reading.module, base.start_byte).definitions):
        name, bases = (around.child_by_field_name(one) for one in ("name", "superclasses"))
        if around.type != "class_definition" or name is None:
            continue
        if bases is None or not _MANAGER.search(reading.module.code(bases)):
            return None
        return _OF_MODEL.sub("", reading.module.name(name))
    return None


def _made(reading: Reading, name: str, call: Call) -> str | None:
    """The model that a call gives, "" where it isn't known, `None` for what is no model."""
    if name == "get_model":
        return registered(reading, call)
    return None if "bucket" in name.lower() else ""


def _target(reading: Reading, owner: Node) -> str | None:
    """The model a manager belongs to, "" where it is only known at run time."""
    if owner.type == "call":
        return _made(
            reading, reading.names.dotted(owner)[:-2].rsplit(".", 1)[-1], _as_call(reading, owner)
        )
    name = reading.module.name(owner).rsplit(".", 1)[-1]
    if name == "cls" and owner.type == "identifier":
        place = place_of(reading.module, owner.start_byte)
        around = [one for one in place.definitions if one.type == "class_definition"]
        named = around[-1].child_by_field_name("name") if around else None
        return reading.module.name(named) if named is not None else ""
    if "bucket" in name.lower():
        return None
    return name if name[:1].isupper() else ""


def _as_call(reading: Reading, node: Node) -> Call:
    return reading.call(node)


def _extra(reading: Reading, call: Call) -> tuple[Scope, str]:
    """What `extra(where=[…])` leaves: every row where each condition holds for all of them."""
    where = call.keywords.get("where")
    if where is None:
        return (Scope.UNKNOWN if call.positional or call.double_stars else Scope.NONE), ""
    conditions = reading.builder.flow.elements(where)
    if not conditions:
        return (Scope.UNKNOWN if conditions is None else Scope.NONE), ""
    if all(always_true(reading.known(one)) for one in conditions):
        return Scope.TAUTOLOGY, f"the condition is {reading.known(conditions[0]).strip()!r}"
    return Scope.FILTERED, ""


def _followed(
    reading: Reading, target: str, links: list[Link], start: Scope, *, sure: bool = True
) -> _Rows | None:
    """What the links after the manager leave of the rows."""
    told, bounded = [(start, "")], False
    for link in links:
        if link.name == "[]":
            bounded = True
        elif link.call is None:
            # An attribute of an instance: its related rows.
            target, told, sure = link.name, [(Scope.FILTERED, "")], False
        elif link.name == "extra":
            told.append(_extra(reading, link.call))
        elif link.name in _FILTERS:
            told.append(keyword_scope(reading, link.call, link.name == "exclude"))
        elif link.name == "none":
            return None
        elif link.name in _ONE:
            told.append((Scope.KEYED, ""))
        elif link.name == "in_bulk" or link.name not in _NEUTRAL:
            told.append((Scope.FILTERED, ""))
    scope, reason = strongest(told)
    return _Rows(target, scope, reason, bounded, sure)
