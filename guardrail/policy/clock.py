"""What day it is, for everything that has an end date. Dates are UTC."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime


def today(environment: Mapping[str, str] = os.environ) -> date:
    """Today's date: that of `SOURCE_DATE_EPOCH` (seconds since 1970) where it is set."""
    fixed = environment.get("SOURCE_DATE_EPOCH", "")
    if fixed.isascii() and fixed.isdigit() and len(fixed) <= 11:
        return datetime.fromtimestamp(int(fixed), UTC).date()
    return datetime.now(UTC).date()


def parse(text: str) -> date | None:
    """The date of `YYYY-MM-DD`, `None` for anything else."""
    if len(text) != 10 or not text.isascii() or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
