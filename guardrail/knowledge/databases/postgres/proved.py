"""Which facts of PostgreSQL were measured, and on which major versions."""

from __future__ import annotations

PROVED: dict[str, tuple[int, int]] = {}
