"""How MySQL and MariaDB carry out a change, and who waits meanwhile.

The word is that of `ALGORITHM`, with the `LOCK` it needs where that isn't NONE. Even where nobody
waits while the work is done, the table is locked for everybody for a moment at its end.
"""

from __future__ import annotations

from guardrail.cost import Waits

INSTANT = "INSTANT"
NOCOPY = "NOCOPY"
INPLACE = "INPLACE"
SHARED = "INPLACE, LOCK=SHARED"
COPY = "COPY"
EXCLUSIVE = "EXCLUSIVE"
READ = "READ"

WAITS: dict[str, Waits] = {
    "": Waits.NOBODY,
    INSTANT: Waits.SCHEMA_CHANGES,
    NOCOPY: Waits.SCHEMA_CHANGES,
    INPLACE: Waits.SCHEMA_CHANGES,
    SHARED: Waits.WRITES,
    COPY: Waits.WRITES,
    READ: Waits.WRITES,
    EXCLUSIVE: Waits.READS_AND_WRITES,
}
