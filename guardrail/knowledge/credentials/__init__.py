"""What credentials look like: token shapes, names, values, hosts, and how to mask them."""

from __future__ import annotations

from guardrail.knowledge.credentials.table import SCREEN_WORDS
from guardrail.knowledge.credentials.urls import USERINFO as SCREEN_PATTERN

__all__ = ["SCREEN_PATTERN", "SCREEN_WORDS"]
