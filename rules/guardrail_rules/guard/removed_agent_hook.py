"""The rule `removed-agent-hook`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import change as edit
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule

GUARD = "agent hooks"


class RemovedAgentHook(Rule):
    """A coding agent's hooks are switched off or taken away.

    ## Why it matters

    The hook is what looks at a command before the agent runs it. An agent that was stopped once
    can take the hook away and go on in the same session.

    ## Do this instead

    Leave the agent's hooks as they are. If one gets in the way of the work, say so and let a
    person change it.
    """

    name = "removed-agent-hook"
    category = Category.GUARD
    level = Level.ERROR
    judges = (GuardChange,)
    inline = False

    bad = (
        edit(
            ".claude/settings.json",
            """\
            {"hooks": {"PreToolUse": [
              {"matcher": "Bash|Write", "hooks": [{"command": "guardrail agent"}]}
            ]}}
            """,
            "{}\n",
        ),
        edit(".claude/settings.local.json", None, '{"disableAllHooks": true}\n'),
        edit(
            ".claude/settings.json",
            """\
            {"hooks": {"PreToolUse": [
              {"matcher": "Bash|Write", "hooks": [{"command": "guardrail agent"}]}
            ]}}
            """,
            """\
            {"hooks": {"PreToolUse": [
              {"matcher": "Write", "hooks": [{"type": "command", "command": "guardrail agent"}]}
            ]}}
            """,
        ),
        edit(
            ".cursor/hooks.json",
            '{"hooks": {"beforeShellExecution": [{"command": "guardrail agent"}]}}\n',
            None,
        ),
        edit(".codex/config.toml", "model = 'x'\n", "model = 'x'\n[features]\nhooks = false\n"),
    )
    good = (
        edit(
            ".claude/settings.json",
            "{}\n",
            '{"hooks": {"PreToolUse": [{"hooks": [{"command": "guardrail agent"}]}]}}\n',
        ),
        edit(
            ".claude/settings.json",
            '{"hooks": {"PostToolUse": [{"hooks": [{"command": "prettier"}]}]}}\n',
            "{}\n",
        ),
        edit(".claude/settings.json", '{"model": "one"}\n', '{"model": "two"}\n'),
        edit(".vscode/settings.json", '{"editor.tabSize": 2}\n', None),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Any weakening of this guard."""
        if change.guard != GUARD:
            return
        yield self.finding(change, change.detail)
