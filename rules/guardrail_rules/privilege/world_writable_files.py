"""The rule `world-writable-files`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import python, shell
from guardrail.kept_files import KEY, kept_in
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import thrown_away
from guardrail_rules.file_places import Place, is_of_files, place


class WorldWritableFiles(Rule):
    """Files are opened for everybody to write, or keys and passwords for everybody to read.

    ## Why it matters

    Whoever gets a foot on the machine, through any service on it, can then change what others run
    or read. It mostly hides a wrong owner, and it is seldom taken back.

    ## Do this instead

    Give the files to the user that must write them (`chown`), and keep the mode at 755 for folders
    and 644 for files, at 600 for keys.
    """

    name = "world-writable-files"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (PrivilegeChange,)

    bad = (
        shell("chmod -R 777 /var/www"),
        shell("chmod a+w /etc/hosts"),
        shell("sudo chmod 0666 /etc/shadow"),
        shell("chmod a+r /etc/ssl/private/shop.key"),
        python("import os\n\nos.chmod('/var/lib/shop/field.key', 0o644)"),
    )
    good = (
        shell("chmod -R 755 /var/www"),
        shell("chmod u+w settings.ini"),
        shell("chmod 777 /tmp/scratch"),
        shell("chmod 600 /etc/ssl/private/shop.key"),
        shell("chmod a+r /etc/ssl/certs/shop.crt"),
        python("import os\n\nos.chmod('run.sh', 0o755)"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A mode that lets everybody write, but for what is thrown away."""
        if change.verb is not Verb.GRANT or not is_of_files(change):
            return
        passing = place(change.on) in (Place.PASSING, Place.SHARED)
        if context.in_test or thrown_away(change) or passing:
            return
        shown = _HOLE.sub("…", change.on) or "a file that is only known at run time"
        if change.privileges == ("READ",):
            yield self.finding(change, f"everybody may read {shown}, which is secret")
            return
        remedy = None
        if not _SECRET.fullmatch(change.on) and kept_in(change.on) != KEY:
            remedy = Remedy("closed-mode", change.span, title="let only the owner write")
        yield self.finding(change, f"everybody may write to {shown}", remedy=remedy)


_SECRET = late(r"/etc/g?shadow|.*/\.ssh/.+")
"""What not even a mode of 644 is right for."""
_HOLE = late(rf"{HOLE_WORD}\d+")
