"""The histories of a project: found once, while nothing changes that decides their order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from guardrail.cache import Cache
from guardrail.engine.reading_code import reading_code
from guardrail.engine.replay.listing import Files
from guardrail.project.histories import History, MigrationStep, find
from guardrail.settings import Settings


def histories_of(files: Files, settings: Settings, cache: Cache) -> list[History]:
    """The histories among the files: kept ones, if every file that was asked about is the same."""
    said = "\n".join(("histories", reading_code(), settings.digest(), files.listing))
    key = hashlib.sha256(said.encode("utf-8")).hexdigest()
    kept = cache.get(key)
    known = _loaded(kept, files) if kept is not None else None
    if known is not None:
        return known
    found = find(files.paths, files.heads, settings, files.text)
    cache.put(key, _dumped(found, files))
    return found


def _dumped(histories: Sequence[History], files: Files) -> str:
    plain = [
        [each.tool, each.root, [[s.path, s.revision, s.symbol] for s in each.steps], each.trouble]
        for each in histories
    ]
    return json.dumps({"asked": files.asked, "histories": plain}, separators=(",", ":"))


def _loaded(kept: str, files: Files) -> list[History] | None:
    """The histories in a kept text; `None` where it is damaged or no longer holds."""
    try:
        plain = json.loads(kept)
        if any(files.identity(path) != identity for path, identity in plain["asked"].items()):
            return None
        return [
            History(
                str(tool),
                str(root),
                tuple(MigrationStep(str(p), str(revision), str(s)) for p, revision, s in steps),
                tuple(map(str, trouble)),
            )
            for tool, root, steps, trouble in plain["histories"]
        ]
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None
