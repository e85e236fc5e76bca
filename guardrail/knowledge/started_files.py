"""Files whose lines a machine runs by itself: cron's tables and folders, systemd's units.

Sources: crontab(5) and cron(8) of cronie and Debian (a table of the system names the user before
the command), systemd.service(5) of systemd 257 (`ExecStart=` and the like, and the signs that may
stand before a command), rc.local(8).
"""

from __future__ import annotations

from itertools import islice

from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_FIELD = r"[\d*/,A-Za-z-]{1,40}"
_WHEN = (
    rf"(?m)^(?:{HOLE_WORD}\d+)*[ \t]*(?:@\w{{4,8}}|(?:[\d*][\d*/,-]{{0,40}}[ \t]+){{2}}"
    rf"(?:{_FIELD}[ \t]+){{2}}{_FIELD})[ \t]+"
)
JOB = late(rf"{_WHEN}(?P<line>[^\n]+)")
"""A line of a user's table: when it runs, and then what; it may follow what isn't known."""
_JOB_OF_SYSTEM = late(rf"{_WHEN}(?:[\w-]+|{HOLE_WORD}\d+)[ \t]+(?P<line>[^\n]+)")
_EXEC = late(
    r"(?m)^Exec(?:Start|StartPre|StartPost|Stop|StopPost|Reload|Condition)\s*=\s*[-@:+!]*"
    r"(?P<line>[^\n]+)"
)
_WHOLE = late(r"(?P<line>[\s\S]+)")
_TABLE_OF_SYSTEM = late(r"^/etc/cron\.d/")
_SCRIPT = late(r"^/etc/(?:cron\.(?:hourly|daily|weekly|monthly)/|rc\.local$)")
_UNIT = late(r"(?:^|/)systemd/(?:system|user)/(?:[^/]+/)?[^/]+\.(?:service|conf)$")
WORDS = ("/etc/cron", "systemd/", "/etc/rc.local")
"""Texts of which one stands wherever such a file is named."""
_MOST = 50


def lines_started(path: str, text: str) -> list[tuple[int, int]]:
    """Where the command lines stand in a text that the machine runs once it is in a file there.

    A whole table of jobs is none: that it is written over says more than what is in it.
    """
    of_kind = ((_TABLE_OF_SYSTEM, _JOB_OF_SYSTEM), (_UNIT, _EXEC), (_SCRIPT, _WHOLE))
    for place, line in of_kind:
        if place.search(path):
            return [match.span("line") for match in islice(line.finditer(text), _MOST)]
    return []
