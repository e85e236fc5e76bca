"""Files that exist once: what a person, a machine or a project loses with them.

Sources: ssh(1) of OpenSSH 9, gpg(1), bash(1) and zsh(1) ("Files"), git-config(1), the manuals of
the AWS CLI, kubectl, Docker, pip, npm and PostgreSQL's libpq; passwd(5), fstab(5), hosts(5),
sudoers(5), crontab(5), auditd(8), utmp(5); Terraform's manual ("State").
"""

from __future__ import annotations

import re

from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

KEY = "a key without which nothing opens what it locked"
_HOME = r"(?:~|\$\{?HOME\}?|/root|/home/[^/]+|/Users/[^/]+)"
_FILES: tuple[tuple[str, str], ...] = (
    (rf"{_HOME}/\.ssh/(?:id_\w+(?:_sk)?|identity)", "a private key"),
    (rf"{_HOME}/\.gnupg/.+", "a key ring"),
    (rf"{_HOME}/\.ssh/(?:config|known_hosts|authorized_keys)", "what ssh goes by"),
    (
        (
            rf"{_HOME}/(?:\.(?:bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zprofile|zshenv"
            r"|zlogin|inputrc|vimrc|tmux\.conf|gitconfig)|\.config/(?:fish/config\.fish|git/config"
            r"|nvim/init\.(?:vim|lua)))"
        ),
        "a person's own settings",
    ),
    (
        (
            rf"{_HOME}/\.(?:aws/(?:credentials|config)|kube/config|netrc|pgpass|pypirc|npmrc"
            r"|docker/config\.json|git-credentials|vault-token)"
        ),
        "a person's logins",
    ),
    (
        (
            r"/etc/(?:passwd|shadow|group|gshadow|fstab|crypttab|sudoers|crontab|hosts"
            r"|ssh/sshd_config|nsswitch\.conf|pam\.d/[\w-]+|default/grub|profile|environment"
            r"|systemd/system\.conf)|/boot/(?!.*\.(?:tmp|bak|old)$).+"
        ),
        "the machine's settings",
    ),
    (
        (
            r"/var/log/(?:auth\.log|secure|wtmp|btmp|lastlog|faillog|audit/.+)"
            rf"|{_HOME}/\.(?:bash|zsh|psql|python)_history"
        ),
        "the record of what was done",
    ),
    (
        (
            r"(?:.*/)?\.env(?:\.(?!example|sample|te?mpl|dist\b|tests?\b|ci\b|default|schema|bak|old"
            r"|tmp|new)[\w-]+)?"
        ),
        "secrets that are in no repository",
    ),
    (
        (
            rf"(?!/etc/apt/)(?:{_HOME}|/(?:etc|var/lib|srv|data|mnt|opt|secrets|keys))/"
            r"(?!(?:.*[/_.-])?(?:te?mp|cache|tests?|examples?|fixtures?|licen[cs]es?|public|pub)[/_.-])"
            r"(?:.*/)?(?:[\w.-]+\.(?:key|jks|keystore|p12|pfx|kdbx)"
            r"|(?:[\w.-]*[_.-])?(?:priv|privkey|private|secret|master|signing|encryption|fernet|jwt)"
            r"(?:[_.-][\w-]+)*\.(?:pem|der|bin)|(?:[\w-]*[_-])?key\.(?:pem|der|bin)"
            r"|(?:[\w.-]*[_.-])?(?:private|secret|master|signing|encryption|fernet|field|data)"
            r"[_-]?keys?)"
        ),
        KEY,
    ),
    (r"(?:.*/)?[\w.-]*\.tfstate", "the state of infrastructure"),
    (r"/var/spool/cron/(?:crontabs/)?[^/]+", "a user's whole table of jobs"),
    (
        (
            r"/(?:var/lib|srv|data|mnt|opt)/"
            r"(?!(?:.*[/_.-])?(?:te?mp|cache|test|backups?|snapshots?)[/_.-])"
            r".+\.(?:sqlite3?|db3?|mdb|rdb)"
        ),
        "a database",
    ),
)
_KNOWN = late("|".join(f"(?P<f{i}>{pattern})" for i, (pattern, _) in enumerate(_FILES)))
_SIGNS = (
    *("~", "$", "/root/", "/home/", "/Users/", "/etc/", "/boot/", "/var/log/", "/var/spool/"),
    *("/var/lib/", "/srv/", "/data/", "/mnt/", "/opt/", "/secrets/", "/keys/"),
)
_STORED = r"uploads?|media|backups?|storage|attachments|documents"
STORE = late(rf"(?:\w*_)?(?:{_STORED})_?(?:root|dir|directory|folder|path|location)", re.IGNORECASE)
"""Variables and settings that name a folder of what people gave: MEDIA_ROOT, upload_dir."""


def kept_in(path: str) -> str:
    """What is lost with a file, in words: "a private key"; "" where nothing is known of it."""
    if not path.startswith(_SIGNS) and ".env" not in path and not path.endswith(".tfstate"):
        return ""
    found = _KNOWN.fullmatch(path)
    return _FILES[int((found.lastgroup or "f0")[1:])][1] if found is not None else ""


_ORIGINALS = late(
    r"(?:/|~/)(?!tmp/)(?:[^/*]+/)*(?:[\w-]*[_-])?(?:raw|originals?|masters?)(?:[_-][\w-]*)?/"
    r"(?:.*/)?[^/]*\*[^/]*"
)


def names_originals(path: str) -> bool:
    """Whether a path is each file of a folder of what others are made from: `/lake/raw/*.csv`."""
    return "*" in path and _ORIGINALS.fullmatch(path) is not None


_PART_OF_STORE = late(r"\$\{?(?P<name>\w+)\}?(?P<below>(?:/[^/*?$\[\]]+)*)(?:/\*)?")
_MADE_ANEW = late(
    rf"thumb|cache|te?mp(?:orary)?(?![a-z])|preview|renditions?|resized|sprites?|trash|/\d+(?:/|$)|{HOLE_WORD}",
    re.IGNORECASE,
)
"""Folders among what people gave that are one of many, or whose files are made of others."""


def names_store(path: str) -> bool:
    """Whether a path is a setting that names what people gave, or a known folder of it.

    `${MEDIA_ROOT}`, `${UPLOAD_DIR}/invoices`.
    """
    found = _PART_OF_STORE.fullmatch(path)
    return (
        found is not None
        and STORE.fullmatch(found["name"]) is not None
        and not _MADE_ANEW.search(found["below"])
    )
