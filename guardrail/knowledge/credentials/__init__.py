"""What credentials look like: token shapes, names, values, hosts, and how to mask them."""

from __future__ import annotations

from guardrail.knowledge.credentials.table import SCREEN_WORDS

__all__ = ["SCREEN_WORDS"]
