"""The log: one line a time on standard error, nothing of anybody's code in it."""

from __future__ import annotations

import logging
import os
import sys


def warn(line: str) -> None:
    """Log one line."""
    logging.getLogger("guardrail").warning("%s", line)


def set_up() -> None:
    """Own lines in the log; those of the protocol's library repeat documents, and are left out."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("guardrail: %(message)s"))
    own = logging.getLogger("guardrail")
    own.handlers[:] = [handler]
    own.setLevel(logging.INFO)
    own.propagate = False
    if not os.environ.get("GUARDRAIL_TRACEBACK"):
        for name in ("pygls", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
