"""dirsync and Fabric's patchwork: folders made like others, what these lack deleted.

Sources: dirsync 2.2 (`sync(sourcedir, targetdir, action, purge=…)`), patchwork 1.0
(`patchwork.transfers.rsync`, whose target is on the connection's host).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.fsspec import CLOUD_FILES
from guardrail.knowledge.python.kinds import ChangesData
from guardrail.knowledge.python.rows import Argument, Row

_DIRSYNC = "from dirsync import sync\n"
_PATCHWORK = "from fabric import Connection\nfrom patchwork.transfers import rsync\n"

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=("dirsync.sync", "dirsync.run.sync"),
        when=((Argument(-1, "purge"), ("True",)),),
        by_source=True,
        source=Argument(0, "sourcedir"),
        verb=Verb.DELETE,
        target=Argument(1, "targetdir"),
        store=CLOUD_FILES,
        beside=("dirsync",),
        unproved="the option is one of many keywords",
        example=_DIRSYNC + "sync('/buffer/scans', '/archive/scans', 'sync', purge=True)",
        twin=_DIRSYNC + "sync('/buffer/scans', '/archive/scans', 'sync')",
    ),
    ChangesData(
        names=("patchwork.transfers.rsync",),
        when=((Argument(4, "delete"), ("True",)),),
        by_source=True,
        source=Argument(1, "source"),
        verb=Verb.DELETE,
        target=Argument(2, "target"),
        store=CLOUD_FILES,
        beside=("patchwork",),
        unproved="the library isn't installed",
        example=_PATCHWORK
        + "rsync(Connection('nas'), '/buffer/scans', '/archive/scans', delete=True)",
        twin=_PATCHWORK + "rsync(Connection('nas'), '/buffer/scans', '/archive/scans')",
    ),
)
