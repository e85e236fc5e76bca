"""Files deleted one by one in a loop over a folder: as much as deleting what is below it.

`for path in Path(root).rglob("*"): path.unlink()`, `for root, dirs, files in os.walk(top): …`; what
is listed may come from a function of the module's own. Where a pattern picks the files, so does
what is told: `/srv/dumps/*.gz`.
"""

from __future__ import annotations

from collections.abc import Mapping

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.guarding.choices import picking_conditions
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.filesystem.brought_elsewhere import is_done_with
from guardrail.frontends.python.readers.filesystem.kinds_of_files import asks_for_kind
from guardrail.frontends.python.readers.filesystem.paths_named import paths_of
from guardrail.frontends.python.readers.narrowing.keeping_none import keeps_none
from guardrail.frontends.python.readers.narrowing.nearly_all import takes_nearly_all
from guardrail.frontends.python.readers.picking.newest import takes_newest
from guardrail.frontends.python.readers.picking.trail import met_on_the_way
from guardrail.frontends.python.readers.picking.young import picks_the_young
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import plain
from guardrail.knowledge.python.files import PATH_CLASSES
from guardrail.knowledge.python.rows import ChangesFile
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_HOLE = late(rf"{HOLE_WORD}\d+")
_DEEPEST = 6
_MADE_AND_FILLED = 2
_FEW = 3
_BY_AND_OF = 2
_LISTING = frozenset(("os.walk", "os.listdir", "os.scandir", "os.fwalk"))
_MADE = frozenset(("list_comprehension", "generator_expression", "set_comprehension"))
_GLOBBING = frozenset(("glob.glob", "glob.iglob", "sh.glob"))
_OF_PATHS = frozenset(("rglob", "glob", "iterdir", "walk"))
_EVERYTHING = late(r"(?:\*\*/)?\*(?:\.\*)?|\*\*")
_GOES_DOWN = late(r"\brglob\(|\bos\.f?walk\(|\.walk\(|\*\*/")
_WHOLE = late(r"~|/|/(?:home|root|etc|usr|var|opt|srv|mnt|boot|lib)")
"""Folders in which things of every sort lie, that nobody may pick by an age alone."""
_HOMES = late(r"~|/|/(?:home|root|Users)")
_KEEPING = frozenset(("sorted", "reversed", "list", "tuple", "set", "iter", "enumerate", "tqdm"))
_WATCHING = frozenset(("tqdm.tqdm", "tqdm.auto.tqdm", "rich.progress.track"))


def emptied(reading: Reading, call: Node, path: Node) -> tuple[str, ...]:
    """The paths of what a loop goes through whose every file a call deletes, none for no such.

    Several where an outer loop takes one folder after the other; none where each is brought
    elsewhere before.
    """
    over = looped_over(reading, path, 0)
    met = met_on_the_way(reading, call, path) if over is not None else ()
    few = all(one is not None and _is_few(reading, one, so) for one, so in met)
    if over is None or not few or is_done_with(reading, call, path):
        return ()
    return tuple(one for one in _listed(reading, over, {}, 0) if one)


def combed(reading: Reading, path: Node) -> str:
    """The home or system folder all of which a loop goes through that deletes some files in it."""
    over = looped_over(reading, path, 0)
    found = next(iter(_listed(reading, over, {}, 0, some=True)), "") if over is not None else ""
    deep = over is not None and _GOES_DOWN.search(_way_to(reading, over)) is not None
    return found if deep and _WHOLE.fullmatch(found) else ""


def all_but_some(reading: Reading, call: Node, path: Node) -> str:
    """Everybody's home, or the whole machine, of which a loop deletes all but what it spares.

    `for one in Path("/home").iterdir(): if one.name not in keep: shutil.rmtree(one)`.
    """
    over = looped_over(reading, path, 0)
    found = next(iter(_listed(reading, over, {}, 0, some=True)), "") if over is not None else ""
    if _HOMES.fullmatch(found) is None:
        return ""
    met = met_on_the_way(reading, call, path)
    sparing = all(one is not None and _spares(reading, one, so) for one, so in met)
    return found if sparing else ""


def _spares(reading: Reading, condition: Node, holds: bool) -> bool:
    """Whether a condition asks for a kind of file, or leaves out what is on a list."""
    node = unwrapped(condition)
    inner = reading.module.children(node)[0]
    joint = node.child_by_field_name("operator")
    if node.type == "boolean_operator" and joint is not None:
        both = (reading.module.code(joint) == "and") is holds
        return both and all(_spares(reading, one, holds) for one in inner)
    if node.type == "not_operator" and inner:
        return _spares(reading, inner[-1], not holds)
    if _is_few(reading, node, holds):
        return True
    if node.type != "comparison_operator" or len(inner) != _BY_AND_OF:
        return False
    sign = reading.module.plain[inner[0].end_byte : inner[1].start_byte].split()
    return sign in ((["not", "in"], ["!="]) if holds else (["in"], ["=="]))


def _way_to(reading: Reading, over: Node, depth: int = 0) -> str:
    """The code of what a loop runs over, and of the module's own function that it asks."""
    value = reading.builder.flow.value(over) or over
    code = reading.module.code(value)
    if value.type != "call":
        return code
    call = reading.call(value)
    if call.name in _KEEPING and call.positional:
        # `for path in list(self.stale()): path.unlink()`
        return f"{code} {_way_to(reading, call.positional[0], depth + 1)}" if depth < _FEW else code
    own = own_function(reading, reading.call(value))
    return code if own is None else f"{code} {body_of(reading.module, own)}"


def given_in_turn(reading: Reading, call: Call, row: ChangesFile) -> Node | None:
    """The paths that `map(os.remove, paths)` hands a function one after the other, if it does."""
    around = call.stars[0].parent if call.stars and not call.positional else None
    if around is None or around.type != "argument_list":
        return None
    owner = call.function.child_by_field_name("object")
    unbound = owner is not None and reading.names.dotted(owner) in PATH_CLASSES
    return call.stars[0] if row.path.keyword != "self" or unbound else None


def _reaches_all(reading: Reading, call: Node) -> bool:
    """Whether no condition picks among the files, but for what kind of file they are."""
    return all(
        condition is not None and _leaves_few(reading, condition, call)
        for condition in picking_conditions(reading.module, call)
    )


def _leaves_few(reading: Reading, condition: Node, place: Node) -> bool:
    """Whether a condition asks for a kind of file, or spares hidden ones where a place stands."""
    branch = condition.parent
    holds = branch is not None and branch.start_byte <= place.start_byte < branch.end_byte
    return _is_few(reading, condition, holds)


def _is_few(reading: Reading, condition: Node, holds: bool) -> bool:
    """Whether a condition that holds, or doesn't, leaves few files out, or those that are old."""
    if asks_for_kind(reading.module.code(condition), holds=holds):
        return True
    young = _takes_the_young(reading, condition, holds)
    return young or takes_nearly_all(reading, condition, holds=holds, sparing=False, inverted=True)


def _takes_the_young(reading: Reading, condition: Node, holds: bool) -> bool:
    """Whether what was written last goes, and what is old stays: the sign is turned round."""
    parts = [condition]
    joint = condition.child_by_field_name("operator")
    if condition.type == "boolean_operator" and joint is not None:
        if (reading.module.code(joint) == "and") is not holds:
            return False
        parts = reading.module.children(condition)[0]
    young = [one for one in parts if picks_the_young(reading, one, holds)]
    others = (one for one in parts if one not in young)
    return bool(young) and all(
        asks_for_kind(reading.module.code(one), holds=holds) for one in others
    )


def looped_over(reading: Reading, node: Node, depth: int) -> Node | None:
    """What the loop runs over whose variable a path is, or is put together of."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return None
    if node.type == "identifier":
        clause = reading.builder.flow.comprehension_clause(node)
        if clause is not None:
            return _in_comprehension(reading, clause)
        reaching = reading.builder.flow.reaching(node)
        return _bound_in(reading, reaching[-1], depth) if len(reaching) == 1 else None
    if node.type == "attribute":
        owner = node.child_by_field_name("object")
        return looped_over(reading, owner, depth + 1) if owner is not None else None
    if node.type == "binary_operator":
        right = node.child_by_field_name("right")
        return looped_over(reading, right, depth + 1) if right is not None else None
    if node.type == "string":
        filled = [one for one in node.named_children if one.type == "interpolation"]
        inside = filled[-1].named_children if filled else []
        return looped_over(reading, inside[0], depth + 1) if inside else None
    if node.type == "call":
        call = reading.call(node)
        if call.last in ("join", "Path", "str", "fspath", "joinpath") and call.positional:
            return looped_over(reading, call.positional[-1], depth + 1)
    return None


def _in_comprehension(reading: Reading, clause: Node) -> Node | None:
    """What a comprehension runs over that leaves nothing out: `[rmtree(p) for p in paths]`."""
    around = clause.parent
    picks = [one for one in around.named_children if one.type == "if_clause"] if around else []
    left_out = [one for one in picks if not _is_of_kind(reading, one)]
    return None if left_out else clause.child_by_field_name("right")


def _bound_in(reading: Reading, binding: Binding, depth: int) -> Node | None:
    if binding.value is None:
        return None
    if binding.kind is BindingKind.LOOPED:
        inner = unwrapped(binding.value)
        # `for name in files:` inside of `for root, dirs, files in os.walk(top):`
        deeper = looped_over(reading, inner, depth + 1) if inner.type == "identifier" else None
        return deeper or inner
    plain = binding.kind is BindingKind.ASSIGNED and binding.index is None
    return looped_over(reading, binding.value, depth + 1) if plain else None


def listed_by(reading: Reading, over: Node) -> str:
    """The folder of which an expression lists everything, or the pattern of what it lists in it.

    "" where it is neither, or where it isn't known which folder that is.
    """
    return next(iter(_listed(reading, over, {}, 0)), "")


def _listed(
    reading: Reading,
    over: Node,
    given: Mapping[str, Binding],
    depth: int,
    *,
    some: bool = False,
    kept: bool = False,
) -> tuple[str, ...]:
    """The same of what a function lists that was `given` something; with `some` of a part of it.

    Of what some were to be `kept` the pattern need not be known as a whole: `f"{database}-*.dump"`.
    """
    for _ in range(_DEEPEST):
        value = reading.builder.flow.value(over) or over
        if value.type == "identifier" and depth:
            bound = given.get(reading.module.name(value))
            if bound is None or bound.value is None or bound.value.id == value.id:
                return ()
            over, given = bound.value, {}
            continue
        if value.type in _MADE:
            inner = _picked_by_kind(reading, value, some)
            if inner is None:
                return ()
            over = inner
            continue
        if value.type == "list" and (put := _put_in(reading, over, some)) is not None:
            over = put
            continue
        if (sliced := takes_newest(reading, value)) is not None:
            kept = kept or keeps_none(reading, value.child_by_field_name("subscript"))
            over = sliced
            continue
        if value.type != "call":
            return ()
        call = reading.call(value)
        if call.name == "filter" and len(call.positional) == _BY_AND_OF:
            asked, over = call.positional
            if not some and not _is_few(reading, asked, holds=True):
                return ()
            continue
        same = call.last in _KEEPING and "." not in call.name
        if call.positional and (same or call.name in _WATCHING):
            over = call.positional[0]
            continue
        own = own_function(reading, call)
        if own is not None:
            return _listed_in(reading, own, call, depth, some=some, kept=kept)
        return _of_library(reading, call, given, kept)
    return ()


def _put_in(reading: Reading, node: Node, some: bool) -> Node | None:
    """What a loop runs over that puts each into a list: `for p in top.iterdir(): found.append(p)`.

    `None` where more is put into it, or a condition picks.
    """
    if node.type != "identifier":
        return None
    bound = reading.builder.flow.bindings(node)[1]
    put = [one.value for one in bound if one.kind is BindingKind.APPENDED]
    if len(put) != 1 or put[0] is None or len(bound) != _MADE_AND_FILLED:
        return None
    over = looped_over(reading, put[0], 0)
    return over if over is not None and (some or _reaches_all(reading, put[0])) else None


def _picked_by_kind(reading: Reading, node: Node, some: bool) -> Node | None:
    """What `[p for p in root.rglob("*") if p.is_file()]` runs over; `None` where it picks more."""
    body, *clauses = reading.module.children(node)[0]
    left = clauses[0].child_by_field_name("left") if clauses else None
    told = [one for one in clauses[1:] if not _is_of_kind(reading, one)]
    if (
        left is None
        or reading.module.code(left) != reading.module.code(body)
        or (told and not some)
    ):
        return None
    return clauses[0].child_by_field_name("right")


def _is_of_kind(reading: Reading, clause: Node) -> bool:
    """Whether a clause of a comprehension asks what kind of file it is."""
    inner = reading.module.children(clause)[0]
    plain = clause.type == "if_clause" and len(inner) == 1
    return plain and _is_few(reading, inner[0], holds=True)


def _of_library(
    reading: Reading, call: Call, given: Mapping[str, Binding], kept: bool
) -> tuple[str, ...]:
    """What a call of the standard library lists: `os.listdir(top)`, `path.rglob("*.gz")`."""
    first = call.positional[0] if call.positional else None
    if call.name in _LISTING:
        return _folder(reading, first, given)
    if call.name in _GLOBBING and first is not None:
        paths = paths_of(reading, first)
        for folder, _, last in (one.rpartition("/") for one in paths):
            if _EVERYTHING.fullmatch(last):
                return (folder,)
        return paths[:1]
    owner = call.function.child_by_field_name("object")
    if call.last in _OF_PATHS and owner is not None:
        pattern = _widest(reading, first, kept) if first is not None else "*"
        folders = _folder(reading, owner, given)
        if not pattern or not any(folders) or _EVERYTHING.fullmatch(pattern):
            return folders if pattern else ()
        anywhere = "**/" if call.last == "rglob" and "*" not in pattern else ""
        return tuple(f"{one.rstrip('/')}/{anywhere}{pattern}" for one in folders)
    return ()


def _widest(reading: Reading, pattern: Node, kept: bool) -> str:
    """A pattern of names, the one that leaves nothing out where it is that on one of two ways.

    Of what some were to be `kept` as far as it is known: `*-*.dump`.
    """
    ways = [plain(one) for one in reading.builder.variants(pattern)]
    every = (one for one in ways if _EVERYTHING.fullmatch(one))
    told = next(every, "") or reading.known(pattern)
    return told if told or not kept else _HOLE.sub("*", reading.partly_known(pattern))


def _folder(reading: Reading, node: Node | None, given: Mapping[str, Binding]) -> tuple[str, ...]:
    """The paths of a folder, which may be what the function that lists it was given."""
    if node is not None and node.type == "identifier":
        bound = given.get(reading.module.name(node))
        node = bound.value if bound is not None and bound.value is not None else node
    return paths_of(reading, node) if node is not None else ()


def _listed_in(
    reading: Reading, function: Node, call: Call, depth: int, *, some: bool, kept: bool
) -> tuple[str, ...]:
    """What a function of the module's own lists, where it gives back nothing else."""
    results = results_of(reading.module, function)
    if len(results) != 1 or depth >= _DEEPEST:
        return ()
    # What a generator yields one by one: `for path in top.rglob("*"): yield path`.
    over = looped_over(reading, results[0], depth + 1)
    if over is not None and not some and not _reaches_all(reading, results[0]):
        return ()
    given = given_to(reading.module, function, call)
    return _listed(reading, over or results[0], given, depth + 1, some=some, kept=kept)
