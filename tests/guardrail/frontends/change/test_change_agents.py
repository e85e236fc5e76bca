"""A change of what agents may do, and of who has to look at a change."""

from __future__ import annotations

import json

import pytest
from editing_guards import details, edit, weakened

from guardrail.model import Confidence


def claude(**settings: object) -> str:
    return json.dumps(settings, indent=1)


HOOKED = {
    "PreToolUse": [{"matcher": "Bash|Write", "hooks": [{"command": "guardrail agent"}]}],
    "PostToolUse": [{"hooks": [{"command": "prettier"}]}],
}


class TestAgents:
    """Settings of coding agents."""

    @pytest.mark.parametrize(
        ("before", "after", "detail"),
        [
            (claude(hooks=HOOKED), claude(), "the check no longer runs"),
            (claude(hooks=HOOKED), None, "the file is deleted: the check no longer runs"),
            (claude(), claude(disableAllHooks=True), "every hook of the agent is switched off"),
            (
                claude(hooks=HOOKED),
                claude(hooks=HOOKED).replace("Bash|Write", "Write"),
                "the check sees fewer of the agent's tools",
            ),
            (
                claude(hooks={"PreToolUse": [{"hooks": [{"command": "other-guard"}]}]}),
                claude(hooks={}),
                "a hook is removed (PreToolUse)",
            ),
            (
                claude(permissions={"deny": ["Read(.env)"]}),
                claude(permissions={}),
                "Read(.env) is no longer refused",
            ),
            (
                claude(permissions={"ask": ["Bash(git push:*)"]}),
                claude(permissions={"ask": []}),
                "Bash(git push:*) is no longer asked about",
            ),
            (claude(), claude(permissions={"allow": ["Bash"]}), "Bash is allowed without asking"),
            (claude(sandbox={"enabled": True}), claude(), "the agent's sandbox is switched off"),
            (claude(), claude(enableAllProjectMcpServers=True), "every MCP server"),
            (
                claude(),
                claude(permissions={"additionalDirectories": ["/"]}),
                "the agent may work in all of /",
            ),
        ],
    )
    def test_each_way_to_disarm_or_widen(self, before: str, after: str | None, detail: str) -> None:
        (found,) = details(edit(".claude/settings.json", before, after))
        assert found.startswith(detail)

    @pytest.mark.parametrize(
        "permission",
        ["Bash", "Bash(*)", "Bash(:*)", "*", "Write", "Bash(rm:*)", "Bash(psql -c:*)", "mcp__*",
         "Bash(git push --force)", "Bash(python:*)", "Bash(sudo apt)", "Bash(terraform destroy)"],
    )  # fmt: skip
    def test_broad_permissions(self, permission: str) -> None:
        after = claude(permissions={"allow": [permission]})
        assert len(details(edit(".claude/settings.local.json", None, after))) == 1

    @pytest.mark.parametrize(
        "permission",
        ["Bash(npm test)", "Bash(npm run build:*)", "Bash(git status)", "Bash(git diff:*)",
         "Bash(python manage.py test:*)", "Bash(pytest:*)", "Bash(ls:*)", "Read(src/**)",
         "WebFetch(domain:docs.python.org)", "mcp__github__get_issue", "Edit(src/**)"],
    )  # fmt: skip
    def test_narrow_permissions(self, permission: str) -> None:
        after = claude(permissions={"allow": [permission]})
        assert details(edit(".claude/settings.local.json", None, after)) == []

    @pytest.mark.parametrize(
        ("path", "before", "after"),
        [
            (".codex/config.toml", "", "approval_policy = 'never'\n"),
            (".codex/config.toml", "", "[features]\nhooks = false\n"),
            (".gemini/settings.json", "{}", '{"hooksConfig": {"enabled": false}}'),
            (".gemini/settings.json", '{"tools": {"exclude": ["x"]}}', "{}"),
            (".cursor/hooks.json", '{"hooks": {"beforeMCPExecution": [{"command": "g"}]}}', "{}"),
            (".cursor/cli.json", "{}", '{"permissions": {"allow": ["Shell(rm)"]}}'),
            ("opencode.json", "{}", '{"permission": {"bash": "allow"}}'),
            (".vscode/settings.json", "// c\n{}", '{"chat.tools.autoApprove": true,}'),
            (
                ".mcp.json",
                '{"mcpServers": {"db": {"command": "guardrail", "args": ["mcp", "--", "db"]}}}',
                '{"mcpServers": {"db": {"command": "db"}}}',
            ),
            (".mcp.json", "{}", '{"mcpServers": {"db": {"command": "db", "autoApprove": ["*"]}}}'),
        ],
    )
    def test_other_agents(self, path: str, before: str, after: str) -> None:
        assert len(details(edit(path, before, after))) == 1

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (claude(hooks={}), claude(hooks=HOOKED)),
            (claude(hooks=HOOKED), claude(hooks={**HOOKED, "PostToolUse": []})),
            (claude(hooks=HOOKED), claude(hooks=HOOKED).replace("guardrail agent", "guardrail a")),
            (claude(hooks=HOOKED), claude(hooks=HOOKED).replace("Bash|Write", "Bash|Write|Edit")),
            (claude(hooks=HOOKED), claude(hooks=HOOKED).replace("Bash|Write", "*")),
            (claude(disableAllHooks=True), claude(disableAllHooks=False)),
            (claude(model="a"), claude(model="b")),
            (claude(env={"A": "1"}), None),
        ],
    )
    def test_what_takes_nothing_away_is_silent(self, before: str, after: str | None) -> None:
        assert details(edit(".claude/settings.json", before, after)) == []

    def test_settings_that_break_fail_silently_in_the_agent_so_they_are_told(self) -> None:
        assert len(details(edit(".claude/settings.json", claude(hooks=HOOKED), "{"))) == 1


class TestOwners:
    """CODEOWNERS."""

    @pytest.mark.parametrize(
        ("before", "after", "sure"),
        [
            ("/docs/ @ada\n", "", Confidence.MEDIUM),
            ("/.github/ @ada\n", "", Confidence.HIGH),
            ("* @ada\n", "*\n", Confidence.HIGH),
            ("* @ada\n", "* @ada\n/db/migrations/\n", Confidence.HIGH),
            ("* @ada\n", None, Confidence.HIGH),
        ],
    )
    def test_patterns_that_lose_their_owner(
        self, before: str, after: str | None, sure: Confidence
    ) -> None:
        (found,) = weakened(edit(".github/CODEOWNERS", before, after))
        assert found.confidence is sure

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("/a/ @ada\n", "/a/   @bob # why\n"),
            ("# note\n/a/ @ada\n", "/a/ @ada\n/b/ @bob\n"),
            ("[Section]\n/a/ @ada\n", "/a/ @ada\n"),
            ("", "/a/\n"),
        ],
    )
    def test_other_changes(self, before: str, after: str) -> None:
        assert weakened(edit("CODEOWNERS", before, after)) == []
