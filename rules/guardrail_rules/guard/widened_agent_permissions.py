"""The rule `widened-agent-permissions`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import change as edit
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule

GUARD = "agent permissions"


class WidenedAgentPermissions(Rule):
    """A coding agent may do more without asking.

    ## Why it matters

    The question before a dangerous command is what gives a person the chance to say no. Settings
    in the repository give the answer in advance, for everyone who works in it.

    ## Do this instead

    Allow the narrow commands that are needed (`Bash(npm test)`), keep what is refused, and leave
    sandbox and questions on. A person who wants more can say so in settings of their own.
    """

    name = "widened-agent-permissions"
    category = Category.GUARD
    level = Level.ERROR
    judges = (GuardChange,)
    inline = False

    bad = (
        edit(".claude/settings.json", "{}\n", '{"permissions": {"allow": ["Bash(*)"]}}\n'),
        edit(".claude/settings.json", "{}\n", '{"permissions": {"allow": ["Bash(psql:*)"]}}\n'),
        edit(
            ".claude/settings.json",
            "{}\n",
            '{"permissions": {"defaultMode": "bypassPermissions"}}\n',
        ),
        edit(
            ".claude/settings.json",
            '{"permissions": {"deny": ["Read(.env)", "Bash(rm:*)"]}}\n',
            '{"permissions": {"deny": ["Read(.env)"]}}\n',
        ),
        edit(".codex/config.toml", None, 'approval_policy = "never"\n'),
        edit(".codex/config.toml", None, 'sandbox_mode = "danger-full-access"\n'),
        edit(".vscode/settings.json", "{}\n", '{"chat.tools.global.autoApprove": true}\n'),
        edit(".gemini/settings.json", "{}\n", '{"tools": {"autoAccept": true}}\n'),
    )
    good = (
        edit(".claude/settings.json", "{}\n", '{"permissions": {"allow": ["Bash(npm test)"]}}\n'),
        edit(".claude/settings.json", "{}\n", '{"permissions": {"allow": ["Bash(git status)"]}}\n'),
        edit(".claude/settings.json", "{}\n", '{"permissions": {"deny": ["Bash(rm:*)"]}}\n'),
        edit(
            ".claude/settings.json",
            '{"permissions": {"ask": ["Bash(rm:*)"]}}\n',
            '{"permissions": {"deny": ["Bash(rm:*)"]}}\n',
        ),
        edit(".codex/config.toml", None, 'approval_policy = "on-request"\n'),
        edit(".vscode/settings.json", "{}\n", '{"editor.formatOnSave": true}\n'),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Any weakening of this guard."""
        if change.guard != GUARD:
            return
        yield self.finding(change, change.detail)
