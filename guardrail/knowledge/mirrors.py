"""Folders that are made like others, so that what the others don't hold any more is deleted.

That is how sites are published and backups are kept (`rsync --delete`, `aws s3 sync --delete`,
`fsspec.generic.rsync(delete_missing=True)`). It loses what exists once where the target is one
whose name says that it keeps what it was given (an archive, recordings), and isn't called like the
source, or the source is one in which things only pass: a buffer, an inbox.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from guardrail.patterns import late

LIKE = "what the source holds stays"
"""What holds such a deletion back: it is as good as the source is."""

_KEPT = (
    r"(?:masters?|originals?|uploads?|media|archives?|photos?|pictures|documents|attachments"
    r"|recordings|records|customers?|patients?|submissions)"
)
_ONCE = late(rf"(?:[^/]*:)?/.*(?:[/_-]|\b){_KEPT}/?", re.IGNORECASE)
"""Folders of what people gave or made, by their names."""
_KEEPING = late(
    r"(?<![A-Za-z])(?:archives?|archived|archival|masters?|originals?|recordings|records|vault|history"
    r"|historical|long[-_]?term|evidence|legal[-_]?hold)(?![A-Za-z])",
    re.IGNORECASE,
)
_PASSING = late(
    r"(?<![A-Za-z])(?:buffers?|incoming|inbox|spool|landing|dcim|sd[-_]?card|outbox|queue|recent"
    r"|latest|today|ingest|scratch)(?![A-Za-z])",
    re.IGNORECASE,
)
"""Folders in which nothing stays: what was there yesterday is gone."""
_COPIED = late(r"backup|mirror|replica|standby|snapshot|/bak\b|copy|copies", re.IGNORECASE)


def loses_what_was_kept(sources: Sequence[str], target: str) -> bool:
    """Whether a folder that is made like others keeps what they hold no more, by their names."""
    if _COPIED.search(target) is not None:
        return False
    if _KEEPING.search(target) and any(map(_PASSING.search, sources)):
        return _PASSING.search(target) is None
    last = target.rstrip("/").rpartition("/")[2]
    named_alike = last in [one.rstrip("/").rpartition("/")[2] for one in sources]
    return not named_alike and _ONCE.fullmatch(target) is not None
