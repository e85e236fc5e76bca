"""Files that a machine runs by itself or that give lasting rights, written from Python."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange
from guardrail.stream import Embedded


def started(path: str, text: str) -> list[str]:
    """The command lines of a file that is written."""
    found = items(f"from pathlib import Path\nPath({path!r}).write_text({text!r})\n")
    return [one.source.text for one in found if isinstance(one, Embedded)]


def given(path: str, text: str) -> list[str]:
    """The rights that a file gives which is written."""
    found = items(f"with open({path!r}, 'w') as file:\n    file.write({text!r})\n")
    return [one.protection for one in found if isinstance(one, PrivilegeChange)]


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        ("/etc/cron.d/app", "0 3 * * * root rm -rf /srv/data\n", ["rm -rf /srv/data"]),
        ("/etc/cron.d/app", "# 0 3 * * * root rm -rf /srv\nMAILTO=a\n", []),
        ("/etc/cron.daily/app", "#!/bin/sh\nrm -rf /srv\n", ["#!/bin/sh\nrm -rf /srv\n"]),
        (
            "/etc/systemd/system/app.service",
            "[Service]\nExecStartPre=-/bin/rm -rf /srv/data\nExecStart=/usr/bin/app\n",
            ["/bin/rm -rf /srv/data", "/usr/bin/app"],
        ),
        ("/srv/app/notes.txt", "0 3 * * * root rm -rf /srv/data\n", []),
    ],
)
def test_the_lines_that_a_machine_runs_by_itself(path: str, text: str, lines: list[str]) -> None:
    assert started(path, text) == lines


@pytest.mark.parametrize(
    ("path", "text", "right"),
    [
        ("/etc/sudoers.d/a", "app ALL=(root) NOPASSWD: /usr/bin/vim, /bin/ls\n", "sudo"),
        ("/etc/sudoers.d/a", "app ALL=(root) NOPASSWD: /bin/ls, /bin/bash\n", "sudo"),
        ("/etc/sudoers.d/a", "app ALL=(root) NOPASSWD: /usr/bin/systemctl *\n", "sudo"),
        ("/etc/sudoers.d/a", "app ALL=(root) NOPASSWD: /usr/bin/systemctl restart app\n", ""),
        ("/etc/sudoers.d/a", "app ALL=(root) NOPASSWD: /usr/bin/docker ps\n", ""),
        ("/etc/exports", "/srv/data *(rw,no_root_squash)\n", "shared folders"),
        ("/etc/exports", "/srv/data 10.0.3.0/24(rw)\n", ""),
        ("/etc/exports", "/srv/data *(ro)\n", ""),
        ("/etc/samba/smb.conf", "[a]\nguest ok = yes\nwritable = yes\n", "shared folders"),
        ("/etc/samba/smb.conf", "[a]\nguest ok = yes\nread only = yes\n", ""),
        ("/etc/pam.d/sshd", "auth sufficient pam_permit.so\n", "login without a password"),
        ("/etc/pam.d/sshd", "account required pam_permit.so\n", ""),
        (
            "/etc/polkit-1/rules.d/1.rules",
            "polkit.addRule(function(a, s) { return polkit.Result.YES; });",
            "authorisation",
        ),
        (
            "/etc/polkit-1/rules.d/1.rules",
            "polkit.addRule(function(a, s) { if (a.id == 'x') { return polkit.Result.YES; } });",
            "",
        ),
    ],
)
def test_the_rights_that_a_line_gives(path: str, text: str, right: str) -> None:
    assert given(path, text) == ([right] if right else [])
