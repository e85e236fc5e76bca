"""The rule `standing-access`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import python, shell
from guardrail.model import Category, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import weighed

TOLD: dict[str, tuple[Level, str]] = {
    "ssh keys": (Level.WARNING, "whoever has a key in {} may log in from now on"),
    "sudo": (Level.ERROR, "{} lets a user run everything as root"),
    "accounts": (Level.ERROR, "{} gets an account with the rights of root"),
    "ssh daemon": (Level.WARNING, "{} opens the machine to more logins"),
    "owner": (Level.ERROR, "{} belongs to another user from now on, with everything below"),
    "modes of all": (Level.ERROR, "everything below {} gets the same mode: programs fail by that"),
    "no password": (Level.ERROR, "whoever comes may log in as {} without a password"),
    "setuid": (Level.ERROR, "whoever runs {} does so with the rights of its owner"),
    "shared folders": (Level.WARNING, "{} lets every machine write what it shares"),
    "login without a password": (Level.ERROR, "{} lets people in without a password"),
    "authorisation": (Level.ERROR, "{} lets every user do whatever is asked about"),
    "loaded libraries": (Level.ERROR, "every program loads what {} names from now on"),
}


class StandingAccess(Rule):
    """A program gives somebody lasting rights on a machine: a key, unlimited sudo, an account.

    ## Why it matters

    The right stays after the work is done, on no list that anybody looks at, and it is exactly what
    whoever breaks into a machine leaves behind. With `NOPASSWD: ALL` a fault in one service is a
    fault in the whole machine.

    ## Do this instead

    Name the one command that is needed in sudoers, with its full path and arguments. Give people
    access where it is kept and ends by itself: the provider's directory, certificates with an end
    date, the configuration management.
    """

    name = "standing-access"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (PrivilegeChange,)

    bad = (
        python(
            """\
            from pathlib import Path

            Path("/etc/sudoers.d/deploy").write_text("deploy ALL=(ALL) NOPASSWD: ALL\\n")
            """
        ),
        python(
            """\
            import os

            with open(os.path.expanduser("~/.ssh/authorized_keys"), "a") as keys:
                keys.write(key + "\\n")
            """
        ),
        shell("echo 'deploy ALL=(ALL) NOPASSWD:ALL' >> /etc/sudoers"),
        shell("usermod -aG docker ci"),
        shell("chmod u+s /bin/bash"),
        shell("chown -R deploy:deploy /etc"),
        shell("passwd -d root"),
        shell("sed -i 's/^#*PermitRootLogin.*/PermitRootLogin yes/' /etc/ssh/sshd_config"),
        shell('echo "$KEY" | sudo tee -a /root/.ssh/authorized_keys'),
    )
    good = (
        python(
            """\
            from pathlib import Path

            rule = "deploy ALL=(root) NOPASSWD: /usr/bin/systemctl restart shop\\n"
            Path("/etc/sudoers.d/deploy").write_text(rule)
            """
        ),
        python(
            """\
            import os

            with open(os.path.expanduser("~/.ssh/authorized_keys")) as keys:
                print(keys.read())
            """
        ),
        shell("cat ~/.ssh/authorized_keys"),
        shell("usermod -aG www-data ci"),
        shell("chmod 4755 /opt/browser/sandbox"),
        shell("chown -R www-data /var/www/shop"),
        shell("sed -i 's/^#*PermitRootLogin.*/PermitRootLogin no/' /etc/ssh/sshd_config"),
        shell("echo 'deploy ALL=(root) NOPASSWD: /bin/ls' >> /etc/sudoers.d/deploy"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A right on the machine itself, by the file that gives it."""
        told = TOLD.get(change.protection) if change.verb is Verb.ESCALATE else None
        if told is None or context.in_test:
            return
        level, words = told
        if change.on.startswith(_GROUP):
            level = min(level, Level.WARNING)
        message = words.format(_HOLE.sub("…", change.on))
        yield from weighed(self, change, context, message, level=level)


_GROUP = "the group "
"""A person who is put into a group can be taken out again, and installers of Docker ask for it."""
_HOLE = late(rf"{HOLE_WORD}\d+")
