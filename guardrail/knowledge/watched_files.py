"""Files of a machine or a clone in which a line gives somebody lasting rights, or stops a check.

Sources: sshd(8) and sshd_config(5) of OpenSSH 9, sudoers(5) of sudo 1.9, passwd(5), ld.so(8),
exports(5), smb.conf(5) of Samba 4, pam_permit(8), polkit(8),
githooks(5) and the documentation of husky 9; of GitHub Actions, GitLab CI and pre-commit 4.
"""

from __future__ import annotations

import re

from guardrail.knowledge.started_files import WORDS as STARTED
from guardrail.patterns import late

_KEYS = late(r"(?:^|/)\.ssh/authorized_keys2?$|^/etc/ssh/authorized_keys(?:\.d)?/")
_SUDOERS = late(r"^/etc/sudoers(?:\.d/[^/]+)?$")
_EVERYTHING = late(
    r"^(?!\s*(?:#|root\b|%(?:sudo|wheel|admin)\b(?!.*NOPASSWD)|Defaults))[^\n#]*=\s*"
    r"(?:\([^)\n]*\)\s*)?(?:[A-Z]+:\s*)*ALL\s*$",
    re.MULTILINE,
)
_AS_GOOD = late(
    r"^(?!\s*(?:#|root\b|Defaults))[^\n#]*\bNOPASSWD\s*:(?:[^\n#]*[,:\s])?\s*"
    r"(?:/usr)?(?:/local)?/s?bin/(?:(?:ba|da|z|k)?sh|su|env|vim?|nano|emacs|less|more|man|python[\d.]*"
    r"|perl|ruby|node|find|awk|tee|cp|mv|dd|chmod|chown|docker|podman|visudo|passwd|chroot|nsenter"
    r"|systemctl(?=\s*\*)|docker(?=\s*\*)|apt(?:-get)?|pip3?|rsync|tar|mount|crontab)\s*(?:\*\s*)?(?:,|$)",
    re.MULTILINE,
)
"""A command that runs or writes whatever it is told to, and no arguments are set down for it."""
_UNASKED = late(r"^\s*Defaults\S*\s+[^\n#]*!authenticate\b", re.MULTILINE)
_ACCOUNTS = late(r"^/etc/(?:passwd|shadow)$")
_ROOT = late(r"^[\w-]+:[^:\n]*:0:", re.MULTILINE)
_DAEMON = late(r"^/etc/ssh/sshd_config(?:\.d/[^/]+)?$")
_OPEN = late(
    r"^\s*(?:PermitRootLogin\s+yes|PermitEmptyPasswords\s+yes|PasswordAuthentication\s+yes)",
    re.MULTILINE | re.IGNORECASE,
)
_PRELOAD = "/etc/ld.so.preload"
_EXPORTS = late(r"^/etc/exports(?:\.d/[^/]+)?$")
_TO_ALL = late(r"^[^\n#]*\s(?:\*|0\.0\.0\.0/0)?\([^)\n]*\brw\b", re.MULTILINE)
_SHARES = late(r"(?:^|/)smb\.conf$")
_FOR_GUESTS = late(
    r"(?is)(?=.*^\s*(?:guest ok|public)\s*=\s*yes)"
    r".*^\s*(?:(?:writ(?:e?able|e ok))\s*=\s*yes|read only\s*=\s*no)",
    re.MULTILINE,
)
_LOGINS = late(r"^/etc/pam\.d/[\w-]+$")
_PERMITTED = late(r"^\s*auth\s+(?:sufficient|required)\s+\S*pam_permit\.so", re.MULTILINE)
_POLICIES = late(r"/polkit-1/rules\.d/[^/]+$")
_GRANTED = late(r"\A(?!.*\bif\b).*polkit\.Result\.YES", re.DOTALL)
_HOOK = late(r"(?:^|/)(?:\.git/hooks|\.husky)/[\w-]+$")
_NOTHING = late(r"\s*(?:#.*|exit(?:\s+0)?|true|:|set\s.*|echo\b.*)?\s*;?\s*")

_PIPELINE = late(
    r"(?:^|/)(?:\.github/workflows/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml|\.circleci/config\.ya?ml"
    r"|azure-pipelines\.ya?ml|\.pre-commit-config\.ya?ml)$"
)
_WEAKER = late(
    r"continue-on-error|allow_failure|\|\|\s*true\b|--exit-zero|\bif:\s*false\b"
    r"|\[[\"']if[\"']\]\s*=\s*(?:False\b|[\"'](?:false|\$\{\{\s*false))"
)
_TAKEN_OUT = late(
    r"""[\w\])]\.pop\(\s*["'][\w-]+["'][^)\n]*\)|\bdel\s+\w+(?:\[["'][\w-]+["']\])+"""
    r"""|\[[^\[\]\n]{1,80}\bfor\b[^\n]{1,120}(?:!=|\bnot\s+in\b)[^\[\]\n]{1,80}\]"""
)
_AGENT = late(
    r"(?:^|/)(?:\.claude/settings(?:\.local)?\.json|\.gemini/settings\.json|\.codex/config\.toml)$"
)
_ALLOWING = late(
    r"""bypassPermissions|dangerous|disableAllHooks|enableAllProject|["']Bash(?:\((?:\*|:\*)\))?["']"""
    r"""|["']\*["']|\.pop\(\s*["'](?:hooks|permissions|deny)|\bdel\s+\w+\[["'](?:hooks|permissions)"""
    r"""|["'](?:hooks|deny)["']\]?\s*[=:]\s*(?:\{\s*\}|\[\s*\]|None)|approval_policy|full-access"""
)
KEYS = "ssh keys"
SUDO = "sudo"
ACCOUNTS = "accounts"
DAEMON = "ssh daemon"
LOADER = "loaded libraries"
SHARED = "shared folders"
LOGIN = "login without a password"
POLICY = "authorisation"
WORDS = (
    "authorized_keys",
    "sudoers",
    "sshd_config",
    "ld.so.preload",
    "/etc/passwd",
    ".git",
    "husky",
    "/etc/shadow",
    ".github",
    ".gitlab-ci",
    ".circleci",
    ".pre-commit-config",
    "azure-pipelines",
    "/etc/exports",
    "smb.conf",
    "pam.d",
    "polkit",
    *STARTED,
)
"""Texts of which one stands wherever such a file is named."""


def lasting_right(path: str, text: str) -> str:
    """The kind of lasting right that writing a text to a file gives, "" for none."""
    if _KEYS.search(path):
        return KEYS
    if _SUDOERS.match(path) and any(one.search(text) for one in (_EVERYTHING, _UNASKED, _AS_GOOD)):
        return SUDO
    if _ACCOUNTS.match(path) and _ROOT.search(text):
        return ACCOUNTS
    if _DAEMON.match(path) and _OPEN.search(text):
        return DAEMON
    if _EXPORTS.match(path) and _TO_ALL.search(text):
        return SHARED
    if _SHARES.search(path) and _FOR_GUESTS.match(text):
        return SHARED
    if _LOGINS.match(path) and _PERMITTED.search(text):
        return LOGIN
    if _POLICIES.search(path) and _GRANTED.search(text):
        return POLICY
    return LOADER if path == _PRELOAD and text.strip() else ""


def is_agent_file(path: str) -> bool:
    """Whether a file says what a coding agent may do, and what looks at it."""
    return _AGENT.search(path) is not None


def loosens_agent(code: str) -> bool:
    """Whether code that writes such a file allows everything, or takes what looks out."""
    return _ALLOWING.search(code) is not None


def is_pipeline(path: str) -> bool:
    """Whether a file says what CI or a hook checks."""
    return _PIPELINE.search(path) is not None


def weakens_pipeline(text: str, code: str) -> str:
    """What a text, or the code that writes it, does to the checks of a pipeline; "" for nothing."""
    found = _WEAKER.search(text) or _WEAKER.search(code)
    if found is not None:
        return f"a check no longer counts ({found[0]})"
    taken = _TAKEN_OUT.search(code)
    return f"a part is taken out ({taken[0]})" if taken is not None else ""


def is_hook(path: str) -> bool:
    """Whether a file is a hook that git runs, as long as it may be run."""
    return _HOOK.search(path) is not None


def is_empty_hook(path: str, text: str) -> bool:
    """Whether a git hook is written that lets everything pass."""
    return bool(_HOOK.search(path)) and all(map(_NOTHING.fullmatch, text.splitlines()))
