"""The rule `removed-agent-hook`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import FileChange, GuardChange, Recoverable
from guardrail.example import change as edit
from guardrail.example import python, shell
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.guard_files import AGENT, taken_away

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
    judges = (GuardChange, FileChange)
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
        shell("rm -f .claude/settings.json"),
        python("from pathlib import Path\n\nPath('.claude/settings.json').write_text('{}')"),
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
        python("from pathlib import Path\n\nPath('.claude/settings.json').read_text()"),
    )

    def judge(self, change: GuardChange | FileChange, context: Context) -> Iterator[Finding]:
        """Any weakening of this guard; what a program does to the settings is a warning."""
        if isinstance(change, FileChange):
            deed = "" if context.in_test else taken_away(change, AGENT, written=True)
            if deed:
                message = f"a coding agent's settings ({change.path}) are {deed} by a program"
                added = change.recoverable is Recoverable.YES
                level = Level.INFO if added else Level.WARNING
                yield self.finding(change, message, level=level)
        elif change.guard == GUARD:
            yield self.finding(change, change.detail)
