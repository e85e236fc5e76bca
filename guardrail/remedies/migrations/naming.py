"""The next version in a folder of migrations, in the style of those that are there."""

from __future__ import annotations

import posixpath
import re
from datetime import datetime, timedelta

from guardrail.patterns import late
from guardrail.remedies.migrations.tools import Naming, Tool
from guardrail.remedies.place import Place

LONGEST_SLUG = 50

_NUMBER = late(r"(?P<digits>\d+)(?P<gap>[_.-]|(?=/|\Z))")
_FLYWAY = late(r"V(?P<digits>\d[\d._]*?)__")
_UNCLEAN = late(r"[^a-z0-9]+")
_MOMENT = "%Y%m%d%H%M%S"


def slug_of(*words: str) -> str:
    """A name for a file: lower case, single underscores."""
    return _UNCLEAN.sub("_", "_".join(words).lower()).strip("_")[:LONGEST_SLUG].strip("_")


def unit_of(path: str, tool: Tool) -> tuple[str, str]:
    """The folder that holds a tool's migrations, and the name of this one in it."""
    folder, name = posixpath.split(path)
    return posixpath.split(folder) if tool.naming is Naming.FOLDER else (folder, name)


def next_name(place: Place, tool: Tool, slug: str, step: int = 1) -> str | None:
    """The name of the `step`-th migration after all that are there, without its suffix.

    It stands in the folder's own style: as many digits, a number or a moment. `None` where the
    names have no versions.
    """
    folder, own = unit_of(place.path, tool)
    pattern = _FLYWAY if tool.naming is Naming.FLYWAY else _NUMBER
    if pattern.match(own) is None:
        return None
    question = ("latest", folder, tool.naming)
    latest = (
        place.project.once(question, lambda: _latest(place, folder, pattern))
        if place.project is not None
        else ""
    )
    mine = pattern.match(own)
    version = after(max(latest, mine["digits"] if mine else "", key=_parts), step)
    if tool.naming is Naming.FLYWAY:
        return f"V{version}__{slug}"
    found = pattern.match(own)
    return f"{version}{(found and found['gap']) or '_'}{slug}"


def _latest(place: Place, folder: str, pattern: re.Pattern[str]) -> str:
    """The latest version of a folder, "" where there is none."""
    assert place.project is not None
    depth = len(folder) + 1 if folder else 0
    names = {path[depth:].partition("/")[0] for path in place.project.below(folder)}
    return max((f["digits"] for n in names if (f := pattern.match(n))), key=_parts, default="")


def _parts(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def after(version: str, step: int) -> str:
    """The version that is so many steps later: the next number, or as many seconds."""
    if len(version) == 14 and version.isdigit():
        try:
            moment = datetime.strptime(version, _MOMENT) + timedelta(seconds=step)
        except (ValueError, OverflowError):
            pass
        else:
            return moment.strftime(_MOMENT)
    head, last = re.fullmatch(r"(.*?)(\d+)[._]*", version, re.S).groups()  # type: ignore[union-attr]
    return f"{head}{int(last) + step:0{len(last)}d}"
