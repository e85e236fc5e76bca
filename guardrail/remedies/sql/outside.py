"""Gives a statement its own place outside any transaction, in the tool's own way."""

from __future__ import annotations

from guardrail.model import Edit
from guardrail.remedies.migrations.layout import Layout
from guardrail.remedies.migrations.tools import GOOSE, Outside
from guardrail.remedies.migrations.writing import Following, can_leave, following, leaving
from guardrail.remedies.place import Made, Place
from guardrail.remedies.sql.editing import mentions, out_of_transaction, removal, terminated
from guardrail.remedies.sql.scan import Statement, Unclear, statements_of

_WRITES = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE", "COPY"})


def outside(
    place: Place,
    layout: Layout,
    edits: tuple[Edit, ...],
    written: list[str],
    *,
    slug: str,
    name: str = "",
    down: str = "",
    guards_rows: bool = False,
    then: tuple[Following, ...] = (),
) -> Made | None:
    """The statement at the place run outside a transaction, as `written`, then what follows it.

    `edits` rewrite it where it stands; where others share its migration it moves to one of its own
    instead. `name` is what it makes or drops, `down` undoes it, `guards_rows` says that later
    writes may depend on it. `None` where that can't be done.
    """
    here = layout.here
    assert here is not None
    if layout.transaction is not None:
        edits = (*edits, *out_of_transaction(place, layout))
        opened, closed = layout.transaction
        others = [s for s in layout.others if s not in (opened, closed)]
    else:
        others = [s for s in layout.others if not _is_setting(s, layout)]
    if not can_leave(layout.tool):
        return None
    alone = not others and (len(written) == 1 or layout.tool.outside is not Outside.ALONE)
    if layout.outside or (alone and not layout.transaction):
        left = leaving(place, layout)
        after = following(place, layout, list(then)) if then else ((), ())
        if left is None or after is None:
            return None
        return Made((*edits, *left[0], *after[0]), (*left[1], *after[1]))
    if layout.transaction is not None or any(
        _depends(s, name, guards_rows) for s in others_after(others, here)
    ):
        return None
    if not others or (len(written) > 1 and layout.tool.outside is Outside.ALONE):
        return None
    back = _way_back(place, layout, name)
    up = "\n".join(map(terminated, written))
    if layout.tool is GOOSE and "$batches$" in up:
        up = f"-- +goose StatementBegin\n{up}\n-- +goose StatementEnd"
    own = Following(slug, up, down or (back[1] if back else ""), outside=True)
    after = following(place, layout, [own, *then])
    if after is None:
        return None
    taken = (removal(place, here.start, here.stop), *([back[0]] if back else []))
    return Made((*taken, *after[0]), after[1])


def _is_setting(statement: Statement, layout: Layout) -> bool:
    """Whether a statement sets something for the session, so may stay where the transaction ends.

    Where a statement has to be the only one, it may not.
    """
    if layout.tool.outside is Outside.ALONE or not statement.starts("SET"):
        return False
    return statement.words[1:2] not in (("LOCAL",), ("TRANSACTION",))


def others_after(others: list[Statement], here: Statement) -> list[Statement]:
    """Those that run after a statement."""
    return [each for each in others if each.start > here.start]


def _depends(later: Statement, name: str, guards_rows: bool) -> bool:
    return (bool(name) and mentions(later, name)) or (
        guards_rows and bool(_WRITES & set(later.words))
    )


def _way_back(place: Place, layout: Layout, name: str) -> tuple[Edit, str] | None:
    """The statement that undoes this one on the way back: its removal there, and its text."""
    if not name:
        return None
    path, text, bounds = place.path, place.text, layout.down
    if bounds is None:
        path = way_back_path(place.path)
        other = place.other(path) if path != place.path else None
        if other is None:
            return None
        text, bounds = other, (0, len(other))
    try:
        found = [s for s in statements_of(text, *bounds) if mentions(s, name)]
    except Unclear:
        return None
    if len(found) != 1 or "INDEX" not in found[0].words[:3]:
        return None
    there = Place(place.finding, place.span, text, place.project)
    edit = removal(there, found[0].start, found[0].stop)
    return Edit(path, edit.start, edit.end, edit.text), text[found[0].start : found[0].end]


def way_back_path(path: str) -> str:
    """The file that takes a migration back, where it is one of a pair; else the file itself."""
    for up, down in ((".up.sql", ".down.sql"), ("/up.sql", "/down.sql")):
        if path.endswith(up):
            return path[: -len(up)] + down
    return path
