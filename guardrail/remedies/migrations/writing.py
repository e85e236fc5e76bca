"""Writes a migration that follows another, in the files and words of its tool."""

from __future__ import annotations

import posixpath
import re

from msgspec import Struct

from guardrail.model import Edit, NewFile
from guardrail.patterns import late
from guardrail.remedies.migrations.layout import Layout
from guardrail.remedies.migrations.naming import next_name, unit_of
from guardrail.remedies.migrations.tools import Naming, Outside, Tool
from guardrail.remedies.place import Place

NOTHING = "-- Nothing to undo."

_CHANGESET = late(r"(--[ \t]*changeset[ \t]+)(\S+):(\S+)", re.I)


class Following(Struct, frozen=True):
    """A migration to follow. `outside` says that it can't run in a transaction.

    `down` undoes it, "" where there is nothing to undo.
    """

    slug: str
    up: str
    down: str = ""
    outside: bool = False


def following(
    place: Place, layout: Layout, steps: list[Following]
) -> tuple[tuple[Edit, ...], tuple[NewFile, ...]] | None:
    """The edits and new files that make `steps` run after the migration at the place.

    `None` where the tool's files can't be written here.
    """
    tool = layout.tool
    if any(step.outside and not can_leave(tool) for step in steps):
        return None
    if tool.naming is Naming.LISTED:
        return None
    if tool.naming is Naming.SECTION:
        return _sections(place, layout, steps), ()
    files: list[NewFile] = []
    for number, step in enumerate(steps, 1):
        name = next_name(place, tool, step.slug, number)
        if name is None:
            return None
        files += _files(place, tool, name, step)
    if any(place.project is None or place.project.exists(file.path) for file in files):
        return None
    newline = "\r\n" if "\r\n" in place.text else "\n"
    return (), tuple(NewFile(f.path, f.text.replace("\n", newline)) for f in files)


def can_leave(tool: Tool) -> bool:
    """Whether a migration of the tool can run outside a transaction."""
    return tool.outside is not Outside.NEVER


def _files(place: Place, tool: Tool, name: str, step: Following) -> list[NewFile]:
    folder, _ = unit_of(place.path, tool)
    base = posixpath.join(folder, name)
    down = step.down or NOTHING
    bare = f"{tool.word}\n" if step.outside and tool.outside is Outside.LINE else ""
    if tool.naming is Naming.PAIR:
        ups = [NewFile(f"{base}.up.sql", f"{bare}{step.up}\n")]
        return [*ups, NewFile(f"{base}.down.sql", f"{bare}{down}\n")]
    if tool.naming is Naming.FOLDER and tool.downs:
        made = [NewFile(f"{base}/up.sql", f"{step.up}\n"), NewFile(f"{base}/down.sql", f"{down}\n")]
        if step.outside:
            made.append(NewFile(f"{base}/metadata.toml", f"{tool.word}\n"))
        return made
    if tool.naming is Naming.FOLDER:
        return [NewFile(f"{base}/migration.sql", f"{step.up}\n")]
    if tool.up:
        word = f" {tool.word}" if step.outside and tool.outside is Outside.OPTION else ""
        text = f"{tool.up}{word}\n{step.up}\n\n{tool.down}{word}\n{down}\n"
        return [NewFile(f"{base}.sql", bare + text)]
    made = [NewFile(f"{base}.sql", f"{bare}{step.up}\n")]
    if step.outside and tool.outside is Outside.FILE:
        made.append(NewFile(f"{base}.sql.conf", f"{tool.word}\n"))
    return made


def _sections(place: Place, layout: Layout, steps: list[Following]) -> tuple[Edit, ...]:
    """Further sections of the same file, after the one at the place."""
    assert layout.mark is not None
    opening = _CHANGESET.search(place.text, layout.mark[0])
    if opening is None:
        return ()
    end = layout.up[0] + len(place.text[slice(*layout.up)].rstrip())
    written = ""
    for number, step in enumerate(steps, 2):
        word = f" {layout.tool.word}" if step.outside else ""
        back = step.down.replace("\n", " ") or "empty"
        written += f"\n\n{opening[1]}{opening[2]}:{opening[3]}-{number}{word}\n{step.up}"
        written += f"\n--rollback {back}"
    return (place.edit(end, end, written),)


def leaving(place: Place, layout: Layout) -> tuple[tuple[Edit, ...], tuple[NewFile, ...]] | None:
    """What takes the whole migration at the place out of the tool's transaction.

    `None` where it can't be done in place.
    """
    tool = layout.tool
    if layout.outside:
        return (), ()
    if tool.outside is Outside.LINE:
        return (place.edit(0, 0, f"{tool.word}\n"),), ()
    if tool.outside is Outside.OPTION and layout.mark is not None:
        at = layout.mark[0] + len(place.text[slice(*layout.mark)].rstrip())
        return (place.edit(at, at, f" {tool.word}"),), ()
    if tool.outside is Outside.ALONE:
        return (), ()
    if tool.outside is Outside.FILE:
        beside = f"{place.path}.conf"
        if tool.naming is Naming.FOLDER:
            beside = posixpath.join(posixpath.dirname(place.path), "metadata.toml")
        if place.project is None or place.project.exists(beside):
            return None
        return (), (NewFile(beside, f"{tool.word}\n"),)
    return None
