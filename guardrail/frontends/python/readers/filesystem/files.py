"""Files deleted, overwritten, moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import FileChange, GuardChange, PrivilegeChange, Recoverable, Verb
from guardrail.effects.guarding import picked_by
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.model_deletions import deletion_for_model, kept_inside
from guardrail.frontends.python.readers.filesystem.astray import astray
from guardrail.frontends.python.readers.filesystem.checked_names import only_names
from guardrail.frontends.python.readers.filesystem.emptied_files import leaves_nothing
from guardrail.frontends.python.readers.filesystem.file_loops import (
    all_but_some,
    combed,
    emptied,
    given_in_turn,
    listed_by,
)
from guardrail.frontends.python.readers.filesystem.file_modes import mode_of
from guardrail.frontends.python.readers.filesystem.found_files import found_in
from guardrail.frontends.python.readers.filesystem.grown_paths import whole_path
from guardrail.frontends.python.readers.filesystem.kept_copies import is_copied, kept, kept_key
from guardrail.frontends.python.readers.filesystem.moved_later import moved_later
from guardrail.frontends.python.readers.filesystem.newest_files import of_the_newest
from guardrail.frontends.python.readers.filesystem.onto_one import ONTO_ONE, moved_onto_one
from guardrail.frontends.python.readers.filesystem.paths_named import (
    emptied_path,
    parts_of,
    path_of,
    paths_of,
)
from guardrail.frontends.python.readers.filesystem.project_paths import from_itself
from guardrail.frontends.python.readers.filesystem.strangers import named_by
from guardrail.frontends.python.readers.filesystem.unpacked import unpacked
from guardrail.frontends.python.readers.programs.put_in_place import put_in_place
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.iteration import yielded
from guardrail.frontends.python.values.working_folder import placed
from guardrail.kept_files import KEY, kept_in, names_originals
from guardrail.knowledge.file_modes import READ, SETUID, right_of
from guardrail.knowledge.python.files import MADE_WITH_MODE
from guardrail.knowledge.python.rows import Argument, ChangesFile
from guardrail.knowledge.watched_files import is_agent_file, is_hook, loosens_agent
from guardrail.model import Confidence
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD
from guardrail.stream import Item

_MOST_PARTS = 20
_READ = late(r"\.read_text\(|\bloads?\(")
_RUNS, _UMASK, _OTHERS_READ = 0o111, 0o022, 0o004
_KEY_NAME = late(
    r"(?<!\.pub)\.key\Z|(?:^|[/._-])(?:priv(?:ate)?|privkey)(?:[._-][^/]*)?\.(?:pem|der|key)\Z"
)
_MAKES_KEYS = late(
    r"\bPrivateFormat\b|\.private_bytes\(|\bgenerate_private_key\(|\bRSA\.generate\("
)


def changes_file(reading: Reading, call: Call, row: ChangesFile) -> list[Item] | None:
    """What the call does to a file, `None` where it only reads."""
    if row.mode is not None and not _overwrites(reading, call, row):
        return None
    if row.filters:
        return unpacked(reading, call, row)
    in_turn = given_in_turn(reading, call, row)
    if in_turn is not None:
        return [*_changed_in_turn(reading, call, row, in_turn)]
    if row.path.keyword == "self":
        node = call.function.child_by_field_name("object")
    else:
        node = call.argument(row.path)
    if node is None or (row.by_others and (reading.in_test or not named_by(reading, call, node))):
        return None
    if row.verb is Verb.CHMOD:
        opened = _opened(
            reading, call, row, moved_later(reading, call, node) or path_of(reading, node)
        )
        if call.name != MADE_WITH_MODE or not _empties(reading, call):
            return opened
        over = changes_file(reading, call, replace(row, verb=Verb.OVERWRITE))
        return [*opened, *(over or ())]
    path = path_of(reading, node)
    sure = row.path.keyword != "self" or _is_path(reading, call)
    bared = row.verb is Verb.OVERWRITE and leaves_nothing(reading, call)
    bared = bared and bool(found := found_in(reading, node)) and not names_originals(found)
    goes = bared or row.verb is Verb.DELETE
    all_of = emptied(reading, call.node, node) if goes else ()
    if all_of and bared:
        row = replace(row, verb=Verb.DELETE)
    if row.verb is Verb.DELETE:
        known = bool(all_of) and not _is_open(all_of[0])
        if not known and (wrong_end := of_the_newest(reading, call, node)):
            return [replace(_change(reading, call, row, path, row.recursive), because=wrong_end)]
        if all_of:
            row, path, sure = replace(row, recursive=True), all_of[0].removesuffix("/*"), True
        elif row.recursive and (whole := all_but_some(reading, call.node, node)):
            return [_change(reading, call, row, whole, True)]
        elif whole := combed(reading, node):
            told = _change(reading, call, row, whole, True)
            return [replace(told, guards=(*told.guards, "a look at each file"))]
    if not sure and row.verb is Verb.OVERWRITE and (listed := found_in(reading, node)):
        # `for path in RAW.glob("*.csv"): path.write_text(…)`
        path, sure = listed, True
    if not sure:
        return None
    if not row.recursive and _is_open(path):
        path = found_in(reading, node) or path
    deleted = _deleted(reading, call, row, node, path)
    if deleted is not None:
        named = isinstance(deleted, FileChange) and not reading.in_test
        whose = named_by(reading, call, node) if named else ""
        return [replace(deleted, named_by=whose) if isinstance(deleted, FileChange) else deleted]
    onto = call.argument(row.onto) if row.onto is not None else None
    several = not all_of and (_is_open(path) or _is_several(reading, node))
    emptied_ones = tuple(one.removesuffix("/*") for one in all_of)
    paths = paths_of(reading, node) if several else emptied_ones or (path,)
    changes = _at_each_path(reading, call, row, node, paths)
    copied = (
        [item for one in paths for item in _put(reading, call, row, one)] if _copies(row) else []
    )
    return [*changes, *copied, *_written_over(reading, call, row, onto)]


def _deleted(reading: Reading, call: Call, row: ChangesFile, node: Node, path: str) -> Item | None:
    """A change that isn't of the path as it is written; `None` for any other.

    A model asks for it, it is the program's own folder, or more where a part of the path is empty.
    """
    if row.verb not in (Verb.DELETE, Verb.OVERWRITE):
        return None
    by_model = deletion_for_model(reading, call, node)
    if by_model is not None or row.verb is not Verb.DELETE:
        return by_model
    own = from_itself(reading, node) if _is_open(path) else ""
    if own:
        return _change(reading, call, row, own, row.recursive)
    bare, guard = emptied_path(reading, node)
    if not bare:
        bare, guard = whole_path(reading, node)
    if not bare:
        return None
    told = _change(reading, call, row, bare, row.recursive)
    # One folder of many is nothing to speak of; all that lies in it is more than was meant.
    slip = "all that lies in it, " + guard if row.recursive and HOLE_WORD in bare else ""
    return replace(told, guards=(*told.guards, guard), astray=slip)


def _at_each_path(
    reading: Reading, call: Call, row: ChangesFile, node: Node, paths: Sequence[str]
) -> Iterator[FileChange]:
    """The change at each path that may be meant."""
    strange = not reading.in_test and any(HOLE_WORD in one or _is_open(one) for one in paths)
    whose = named_by(reading, call, node) if strange else ""
    whole = row.recursive and row.verb is Verb.DELETE
    slip = astray(reading, node) if whole else ""
    rope = [part for one in parts_of(reading, node) for part in one] if whole and strange else []
    looked_at = (picked_by("name"),) if rope and only_names(reading, tuple(rope)) else ()
    for one in paths:
        told = _change(reading, call, row, one, row.recursive)
        told = replace(told, guards=(*told.guards, *looked_at)) if looked_at else told
        held = _way_back(reading, call, row, node, one)
        yield replace(told, named_by=whose, recoverable=held, astray=slip)


def _way_back(reading: Reading, call: Call, row: ChangesFile, node: Node, path: str) -> Recoverable:
    """Whether what was in a file can be had again, of those of which it matters."""
    if row.restorable:
        return Recoverable.YES
    if row.verb is Verb.OVERWRITE and names_originals(path):
        # Read from the file itself it is the same with something changed or left out.
        return Recoverable.BACKUP if is_copied(reading, call, node) else Recoverable.NO
    if held := kept_in(path):
        return kept_key(reading, call, row, node) if held == KEY else kept(reading, call, row, node)
    text = reading.module.text
    added = row.verb is Verb.OVERWRITE and is_agent_file(path) and _READ.search(text) is not None
    return Recoverable.YES if added and not loosens_agent(text) else Recoverable.NO


def _written_over(
    reading: Reading, call: Call, row: ChangesFile, onto: Node | None
) -> Iterator[Item]:
    """What a file is moved onto, of those that exist once and of disks, or that give rights."""
    if onto is None:
        return
    source = call.function.child_by_field_name("object")
    source = source if row.path.keyword == "self" else call.argument(row.path)
    if source is not None and moved_onto_one(reading, call, source, onto):
        told = _change(reading, call, row, path_of(reading, onto), False)
        yield replace(told, verb=Verb.OVERWRITE, because=ONTO_ONE)
    paths = paths_of(reading, onto)
    strange = not reading.in_test and any(HOLE_WORD in one or _is_open(one) for one in paths)
    whose = named_by(reading, call, onto) if strange else ""
    for path in paths:
        yield from _put(reading, call, row, path)
        if whose:
            told = _change(reading, call, row, path, False)
            yield replace(told, verb=Verb.OVERWRITE, named_by=whose)
        if kept_in(path) or path.startswith("/dev/"):
            yield replace(
                _change(reading, call, row, path, False),
                verb=Verb.OVERWRITE,
                # A key that is put where it belongs takes no other one's place.
                recoverable=(kept_key if kept_in(path) == KEY else kept)(
                    reading, call, replace(row, verb=Verb.OVERWRITE), onto or call.node
                ),
            )


def _copies(row: ChangesFile) -> bool:
    """Whether a call writes one file over by another: `shutil.copy(source, path)`."""
    return row.verb is Verb.OVERWRITE and row.path.position == 1


def _put(reading: Reading, call: Call, row: ChangesFile, path: str) -> Iterator[Item]:
    """The right that a file gives where it is put, by what the program has written to it."""
    source = call.argument(Argument(0, "src") if _copies(row) else row.path)
    if row.path.keyword == "self":
        source = call.function.child_by_field_name("object")
    if source is not None:
        yield from put_in_place(reading, call, source, path)


def _is_several(reading: Reading, node: Node) -> bool:
    """Whether an attribute holds one path and another, each of which may be meant."""
    return node.type == "attribute" and len(reading.builder.variants(node)) > 1


def _is_open(path: str) -> bool:
    """Whether it isn't known where a path begins."""
    return not path or path.startswith((HOLE_WORD, "${"))


def _change(
    reading: Reading, call: Call, row: ChangesFile, path: str, recursive: bool
) -> FileChange:
    sure = not (recursive and kept_inside(reading, call))
    return FileChange(
        **reading.stated(call.node, Confidence.HIGH if sure else Confidence.LOW),
        verb=row.verb,
        path=placed(reading, call.node, path),
        recursive=recursive,
        forced=reading.truth(call.keywords.get("ignore_errors")) is True,
        recoverable=Recoverable.NO,
    )


def _changed_in_turn(
    reading: Reading, call: Call, row: ChangesFile, paths: Node
) -> Iterator[FileChange]:
    """What happens to the files that a function is handed one after the other."""
    all_of = listed_by(reading, paths) if row.verb is Verb.DELETE else ""
    if all_of:
        yield _change(reading, call, row, all_of.removesuffix("/*"), True)
        return
    for one in (yielded(reading.builder.flow, paths) or [])[:_MOST_PARTS]:
        yield _change(reading, call, row, path_of(reading, one), row.recursive)


def _is_path(reading: Reading, call: Call) -> bool:
    """Whether a method is called on what is known to be a path."""
    spoken = (call.name, reading.matching.typed(call.function))
    return any(name.startswith("pathlib.") for name in spoken)


def _opened(reading: Reading, call: Call, row: ChangesFile, path: str) -> list[Item]:
    """The change of a file's mode, and that everybody may write where the new one says so."""
    stated = reading.stated(call.node)
    made = call.name == MADE_WITH_MODE
    given = call.argument(Argument(0 if row.path.keyword == "self" else 1 + made, "mode"))
    mode = mode_of(reading, given) if given is not None else None
    mode = mode & ~_UMASK if made and mode is not None else mode
    if mode is not None and not made and not mode & _RUNS and is_hook(path):
        detail = f"chmod {mode:o}"
        return [GuardChange(**stated, guard="git hooks", path=path, detail=detail)]
    right = right_of(mode, path) if mode is not None else ""
    if not right and mode is not None and mode & _OTHERS_READ and _is_private(reading, path):
        right = READ
    if made and not right:
        return []
    if mode is None or not right:
        return [FileChange(**stated, verb=row.verb, path=path)]
    return [
        PrivilegeChange(
            **stated,
            recoverable=Recoverable.YES,
            verb=Verb.ESCALATE if right == SETUID else Verb.GRANT,
            privileges=(right,),
            on=path,
            whom=("everyone",),
            protection="setuid" if right == SETUID else f"file mode {mode:o}",
        )
    ]


def _is_private(reading: Reading, path: str) -> bool:
    """Whether a file of that name is the private key that the module makes."""
    named = _KEY_NAME.search(path) is not None
    return named and _MAKES_KEYS.search(reading.module.plain) is not None


def _empties(reading: Reading, call: Call) -> bool:
    """Whether a file is opened by flags that leave nothing of what was in it."""
    flags = call.argument(Argument(1, "flags"))
    value = reading.builder.flow.value(flags) or flags if flags is not None else None
    code = reading.module.code(value) if value is not None else ""
    return "O_TRUNC" in code and "O_EXCL" not in code


def _overwrites(reading: Reading, call: Call, row: ChangesFile) -> bool:
    mode = call.argument(row.mode) if row.mode is not None else None
    return "w" in reading.known(mode)
