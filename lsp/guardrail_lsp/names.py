"""The names that the server and its clients agree on; `docs/editors.md` describes each."""

from __future__ import annotations

SECTION = "guardrail"
"""The section of the client's configuration, and the keys of `initializationOptions`."""

SOURCE = "guardrail"
"""What diagnostics name as their source."""

FIX_ALL = "source.fixAll.guardrail"

STATUS = "guardrail/status"
AGENT_CHANGES = "guardrail/agentChanges"
EXPLAIN = "guardrail/explain"

CHECK_CHANGES = "guardrail.server.checkChanges"
CHECK_WORKSPACE = "guardrail.server.checkWorkspace"
RESTART_ANALYSIS = "guardrail.server.restartAnalysis"

SELECT_REASON = "guardrail.selectReason"
OPEN_RULE = "guardrail.openRule"
COPY_FOR_AGENT = "guardrail.copyForAgent"

UNANALYSED = "unanalysed"
BROKEN_POLICY = "broken-policy"
"""Codes of diagnostics that no rule stands behind."""

POLICY_FILES: dict[str, tuple[str, ...]] = {
    "guardrail.toml": (),
    "pyproject.toml": ("tool", "guardrail"),
}
"""Files that may hold policy, and the table of theirs that does."""
