"""Calls read once more with what their arguments amount to.

What a call by itself leaves open, because what it is given was handed on, is read in a module in
which the values stand where they are used. Where all of them are known, what was read there counts
instead; else besides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Effect, ResourceChange, SchemaChange
from guardrail.frontends.python.dispatch import read_call
from guardrail.frontends.python.evaluation.checks import coming_by, conditions_before, mentions
from guardrail.frontends.python.evaluation.evaluator import Evaluator
from guardrail.frontends.python.evaluation.residual import replaced, ways_through
from guardrail.frontends.python.evaluation.rewriting import Range, Rewritten, rewritten
from guardrail.frontends.python.found import Found, Said
from guardrail.frontends.python.functions.bound_commands import is_bound
from guardrail.frontends.python.functions.depending import gist, is_open
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.narrowed import narrowed_among
from guardrail.frontends.python.readers.databases.store_cases import saves_before
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.values.unfolding import saving, set_on
from guardrail.model import Confidence, Origin
from guardrail.stream import Embedded

Read = tuple[Call, Found | None]
_MOST_CALLS = 200
_ON_ANYTHING = frozenset(("delete", "destroy", "drop", "execute", "purge", "truncate"))
"""Methods of which what they do is known where it is known what they are called on."""
_OF_DICTIONARIES = frozenset(("clear", "copy", "get", "pop", "setdefault", "update"))


class _Handed(Struct):
    """A call and what is to stand in it; `complete` where every value is known."""

    place: int
    call: Call
    texts: dict[Range, Sequence[str]]
    complete: bool

    @property
    def ways(self) -> int:
        return max(len(one) for one in self.texts.values())


def read_anew(
    evaluator: Evaluator, read: Sequence[Read], by_call: Set[int]
) -> dict[int, Found | None]:
    """What calls do that leave something open, as far as evaluating what they are given tells more.

    By their places among those that were read. Those `by_call` were read for each call of the
    function around them.
    """
    reading = evaluator.reading
    handed = [*_handed(evaluator, read, by_call)]
    found: dict[int, list[Found | None]] = {}
    most = max((one.ways for one in handed), default=0)
    for way in range(ways_through(reading.module, most)):
        taken = [one for one in handed if way < one.ways]
        anew = rewritten(reading, _instead(taken, way))
        if anew is None:
            continue
        for one in taken:
            found.setdefault(one.place, []).append(_read(anew, one))
        anew.reading.let_go()
    return {one.place: _together(read[one.place], one, found.get(one.place, ())) for one in handed}


def _instead(taken: Iterable[_Handed], way: int) -> dict[Range, str]:
    return {place: texts[way % len(texts)] for one in taken for place, texts in one.texts.items()}


def _handed(evaluator: Evaluator, read: Sequence[Read], by_call: Set[int]) -> Iterable[_Handed]:
    looked, reading = 0, evaluator.reading
    for place, (call, alone) in enumerate(read):
        bound = is_bound(call)
        if not bound and (call.kept or call.more or call.function.id == call.node.id):
            continue
        is_known = bool(reading.matching.rows(call))
        vague = alone is None and (call.last in _OF_DICTIONARIES or not is_known)
        if vague and call.last not in _ON_ANYTHING:
            continue
        looked += 1
        if looked > _MOST_CALLS:
            return
        told = _Handed(place, call, {}, True)
        asked = call.node.start_byte not in by_call and not _is_told(alone)
        for node in _open_parts(reading, call, is_known, alone):
            _put_in(evaluator, told, node, asked)
        owner = call.function.child_by_field_name("object")
        if told.texts and told.ways > 1 and owner is not None:
            # What goes together stays together: each row's table with its own filter.
            _put_in(evaluator, told, owner, asked)
        if told.texts:
            if _is_told(alone):
                _in_one_turn(reading, told)
            yield told


def _in_one_turn(reading: Reading, told: _Handed) -> None:
    """Statements of loops in loops: all that the inner one takes, in one turn of the outer one.

    `for table in TABLES: for step in STEPS: …` runs every step on each table, not one on each.
    """
    many = [place for place, texts in told.texts.items() if len(set(texts)) > 1]
    blocks = place_of(reading.module, told.call.node.start_byte).blocks
    loops = [one.owner for one in blocks if one.owner.type == "for_statement"]
    target = loops[-1].child_by_field_name("left") if len(loops) > 1 else None
    if len(many) <= 1 or target is None:
        return
    taken = reading.module.code(target)
    inner = [place for place in many if mentions(taken, reading.module.text[slice(*place)])]
    for place in many if inner else ():
        if place not in inner:
            told.texts[place] = told.texts[place][:1]


def _put_in(evaluator: Evaluator, told: _Handed, part: Node, asked: bool) -> None:
    """What a part of a call stands for; parameters of the function around only if `asked`."""
    module, call = evaluator.module, told.call.node
    conditions = conditions_before(module, call.start_byte)
    evaluator.hangs = False
    inside = replaced(evaluator, part, None, parameters=asked)
    sure = replaced(evaluator, part, None) if asked else inside
    # What others may give besides isn't known: whatever makes a finding quieter must be sure.
    told.complete &= not evaluator.hangs
    for where, texts in inside.items():
        known = coming_by(conditions, module.text[slice(*where)], texts)
        told.complete &= bool(known) and None not in texts and where in sure
        if known:
            told.texts[where] = known


def _is_told(alone: Found | None) -> bool:
    """Whether it is told of a call that what it does hangs on who calls the function around it."""
    items = alone.items if alone is not None else ()
    return any(isinstance(one, (Embedded, SchemaChange)) for one in items)


def _open_parts(
    reading: Reading, call: Call, is_known: bool, alone: Found | None
) -> Iterable[Node]:
    """The parts of a call that may stand for something else: what it is given, or called on.

    Of one that saves what was set on an object before, that too: `bucket.patch()`. Of one that
    makes an object what is set on that afterwards: `rule.source_ranges = spec["sources"]`.
    """
    if is_known and call.last[:1].isupper():
        yield from set_on(reading, call).values()
    if is_known and any(map(saves_before, reading.matching.rows(call))):
        given = saving(reading, call).keywords.values()
        yield from (one for one in given if one.end_byte <= call.node.start_byte)
    if is_bound(call):
        # Also what a function gives back: `dd[self.words(image, device)]()`.
        yield from call.positional
        return
    arguments = call.node.child_by_field_name("arguments")
    owner = call.function.child_by_field_name("object")
    if is_known and arguments is not None:
        yield arguments
    if alone is None and call.last in _ON_ANYTHING and owner is not None:
        yield owner


def _read(anew: Rewritten, one: _Handed) -> Found | None:
    call = anew.call(one.call.node, bound=is_bound(one.call))
    return read_call(anew.reading, call) if call is not None else None


def _together(read: Read, one: _Handed, found: Sequence[Found | None]) -> Found | None:
    """What a call does: what was found out about it, and what is left open of it besides."""
    call, alone = read
    if alone is not None and _is_choice(alone) and not all(found):
        # One thing for a stage that comes and goes, another for production.
        return alone
    given = [item for each in found if each is not None for item in each.items]
    unsaid = alone is None or not any(isinstance(one, Embedded) for one in alone.items)
    sure = [
        one
        for one in given
        if not is_open(one)
        or (unsaid and _is_asked(one))
        or (alone is None and _is_of_time(one))
        or _is_less_open(one, alone)
    ]
    settled = one.complete and len(found) == one.ways and len(sure) == len(given)
    items: list[Said] = [] if alone is None or settled else [*alone.items]
    told = {gist(item) for item in items}
    for item in map(_no_surer_than(alone), sure):
        if gist(item) not in told:
            told.add(gist(item))
            items.append(item)
    if not items:
        return None
    items = _with_others(items)
    if alone is not None:
        return replace(alone, items=items)
    return Found(call.node.start_byte, call.function.end_byte, items)


def _is_choice(alone: Found) -> bool:
    """Whether a call by itself protects what it changes or doesn't, as somebody chooses."""
    return any(isinstance(item, ResourceChange) and is_open(item) for item in alone.items)


def _is_asked(item: Said) -> bool:
    """Whether a text has in it what somebody outside says: that much is known of it."""
    holes = item.source.holes if isinstance(item, Embedded) else ()
    return any(one.origin >= Origin.ASKED for one in holes)


def _is_of_time(item: Said) -> bool:
    """Whether it is known how soon rows go by themselves, if not those of which table."""
    return isinstance(item, SchemaChange) and item.options[:1] == ("expiration",)


def _is_less_open(item: Said, alone: Found | None) -> bool:
    """Whether more is known of a command line than by itself: `dd if={image} of=/dev/sda`."""
    if not isinstance(item, Embedded) or item.source.language != "shell":
        return False
    held = [one for one in alone.items if isinstance(one, Embedded)] if alone is not None else []
    return bool(held) and len(item.source.holes) < min(len(one.source.holes) for one in held)


def _with_others(items: Sequence[Said]) -> list[Said]:
    """What a call does, texts that change all rows with what others on its ways say of them."""
    texts = [one.source.text for one in items if isinstance(one, Embedded)]
    return [_guarded(one, texts) if isinstance(one, Embedded) else one for one in items]


def _guarded(item: Embedded, texts: Sequence[str]) -> Embedded:
    more = narrowed_among(texts, item.source.text)
    if not more:
        return item
    around = item.source.surroundings
    around = replace(around, guards=tuple(dict.fromkeys((*around.guards, *more))))
    return Embedded(replace(item.source, surroundings=around))


def _no_surer_than(alone: Found | None) -> Callable[[Said], Said]:
    """What makes items no surer than those of their kind that are told of the call by itself."""
    least: dict[type, Confidence] = {}
    for item in alone.items if alone is not None else ():
        if isinstance(item, Effect):
            kind = type(item)
            least[kind] = min(item.confidence, least.get(kind, Confidence.HIGH))

    def capped(item: Said) -> Said:
        if not isinstance(item, Effect) or type(item) not in least:
            return item
        return replace(item, confidence=min(item.confidence, least[type(item)]))

    return capped
