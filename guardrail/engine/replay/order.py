"""The histories of a project: found once, while nothing changes that decides their order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from guardrail.cache import Cache
from guardrail.engine.reading_code import reading_code
from guardrail.engine.replay.listing import Files
from guardrail.project.histories import History, MigrationStep, find
from guardrail.settings import Settings


class Ordered(Struct, frozen=True):
    """The histories of a project, and by path which step of which of them a file is.

    A file that another step stands for has that step's place: it finds what came before both.
    """

    histories: Sequence[History]
    steps: Mapping[str, Sequence[tuple[int, int]]]


def ordered(histories: Sequence[History]) -> Ordered:
    """The histories with their steps by path."""
    steps: dict[str, list[tuple[int, int]]] = {}
    for which, history in enumerate(histories):
        for number, step in enumerate(history.steps):
            steps.setdefault(step.path, []).append((which, number))
    for which, history in enumerate(histories):
        for path, instead in history.stand_ins:
            places = [place for place in steps.get(instead, ()) if place[0] == which]
            if path not in steps and places:
                steps[path] = places
    return Ordered(histories, steps)


def histories_of(files: Files, settings: Settings, cache: Cache) -> Ordered:
    """The histories among the files: kept ones, if every file that was asked about is the same."""
    said = "\n".join(("histories", reading_code(), settings.digest(), files.listing))
    key = hashlib.sha256(said.encode("utf-8")).hexdigest()
    kept = cache.get(key)
    known = _loaded(kept, files) if kept is not None else None
    if known is not None:
        return known
    found = find(files.paths, files.heads, settings, files.text)
    cache.put(key, _dumped(found, files))
    return ordered(found)


def _dumped(histories: Sequence[History], files: Files) -> str:
    plain = [
        [
            each.tool,
            each.root,
            [[s.path, s.revision, s.symbol] for s in each.steps],
            each.trouble,
            each.stand_ins,
        ]
        for each in histories
    ]
    return json.dumps({"asked": files.asked, "histories": plain}, separators=(",", ":"))


def _loaded(kept: str, files: Files) -> Ordered | None:
    """The histories in a kept text; `None` where it is damaged or no longer holds."""
    try:
        asked, known = _read(kept)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None
    same = all(files.identity(path) == identity for path, identity in asked.items())
    return known if same else None


@lru_cache(maxsize=2)
def _read(kept: str) -> tuple[Mapping[str, str], Ordered]:
    """What a kept text says, the latest ones held: the files it depends on, and the histories."""
    plain = json.loads(kept)
    asked = {str(path): str(identity) for path, identity in plain["asked"].items()}
    histories = [
        History(
            str(tool),
            str(root),
            tuple(MigrationStep(str(p), str(revision), str(s)) for p, revision, s in steps),
            tuple(map(str, trouble)),
            tuple((str(path), str(instead)) for path, instead in replaced),
        )
        for tool, root, steps, trouble, replaced in plain["histories"]
    ]
    return asked, ordered(histories)
