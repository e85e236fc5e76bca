"""What in agents' settings weakens a guard: switches, and permissions that are too broad."""

from __future__ import annotations

from guardrail.patterns import late

AGENT_HOOKS = "agent hooks"
PERMISSIONS = "agent permissions"

_NO_HOOKS = "every hook of the agent is switched off"
_NO_QUESTION = "the agent acts without asking"
_NO_SANDBOX = "the agent's sandbox is switched off"

SWITCHES: tuple[tuple[str, str, tuple[object, ...], str], ...] = (
    ("disableAllHooks", AGENT_HOOKS, (True,), _NO_HOOKS),
    ("hooksConfig.enabled", AGENT_HOOKS, (False,), _NO_HOOKS),
    ("features.hooks", AGENT_HOOKS, (False,), _NO_HOOKS),
    ("features.codex_hooks", AGENT_HOOKS, (False,), _NO_HOOKS),
    ("permissions.defaultMode", PERMISSIONS, ("bypassPermissions", "dontAsk"), _NO_QUESTION),
    ("permissions.defaultMode", PERMISSIONS, ("acceptEdits", "auto"), _NO_QUESTION),
    ("approval_policy", PERMISSIONS, ("never",), _NO_QUESTION),
    ("autoAccept", PERMISSIONS, (True,), _NO_QUESTION),
    ("tools.autoAccept", PERMISSIONS, (True,), _NO_QUESTION),
    ("tools.approvalMode", PERMISSIONS, ("yolo", "auto-edit"), _NO_QUESTION),
    ("general.defaultApprovalMode", PERMISSIONS, ("yolo", "auto_edit"), _NO_QUESTION),
    ("permission", PERMISSIONS, ("allow",), _NO_QUESTION),
    ("permission.bash", PERMISSIONS, ("allow",), _NO_QUESTION),
    ("chat.tools.autoApprove", PERMISSIONS, (True,), _NO_QUESTION),
    ("chat.tools.global.autoApprove", PERMISSIONS, (True,), _NO_QUESTION),
    ("skipDangerousModePermissionPrompt", PERMISSIONS, (True,), "no prompt before bypassing"),
    ("enableAllProjectMcpServers", PERMISSIONS, (True,), "every MCP server here is trusted"),
    ("security.folderTrust.enabled", PERMISSIONS, (False,), "every folder is trusted"),
    ("security.workspace.trust.enabled", PERMISSIONS, (False,), "every workspace is trusted"),
    ("sandbox.enabled", PERMISSIONS, (False,), _NO_SANDBOX),
    ("sandbox_mode", PERMISSIONS, ("danger-full-access",), _NO_SANDBOX),
    ("sandbox.allowUnsandboxedCommands", PERMISSIONS, (True,), "commands may leave the sandbox"),
    (
        "sandbox_workspace_write.network_access",
        PERMISSIONS,
        (True,),
        "the agent's sandbox may reach the network",
    ),
)
"""Where it stands in the settings, the guard, the values that weaken it, and what is said."""

ALLOWED = ("permissions.allow", "tools.allowed", "coreTools", "tools.core", "allowedTools")
REFUSED = ("permissions.deny", "permissions.ask", "tools.exclude", "excludeTools")

_TOOL = r"(?:Bash|Shell|run_shell_command)"
_ANYTHING = r"(?:Bash|Shell|run_shell_command|Write|Edit|MultiEdit|NotebookEdit|WebFetch)"
_DESTRUCTIVE = "|".join(
    (
        r"rm|rmdir|sudo|su|doas|dd|mkfs|chmod|chown|eval|exec|env|xargs",
        r"psql|mysql|mariadb|mongosh?|redis-cli|sqlcmd|dropdb|pg_restore",
        r"curl|wget|ssh|scp|rsync|nc",
        r"git push|git reset|git clean|git config|gh api|gh secret",
        r"terraform|tofu|pulumi|kubectl|helm|aws|gcloud|az|heroku|flyctl|vault",
    )
)
_INTERPRETERS = r"sh|bash|zsh|python3?|node|ruby|perl|npx|uvx|find|sqlite3|docker|git|gh|make"

_BROAD = late(
    rf"\*+|{_ANYTHING}(?:\([\s:/*]*\))?|mcp__\*+"
    rf"|{_TOOL}\(\s*(?:{_DESTRUCTIVE})(?:[ :*].*)?\)"
    rf"|{_TOOL}\(\s*(?:{_INTERPRETERS})[ :*]*\)"
)


def is_broad(permission: str) -> bool:
    """Whether a permission lets an agent do harm unasked: every command, or a dangerous one."""
    return _BROAD.fullmatch(permission.strip()) is not None
