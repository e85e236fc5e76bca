"""The rule `unpacked-over-system`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import FileChange, Verb
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Rule

OVER = late(
    r"/|~|/(?:bin|boot|etc|home|lib|lib64|root|sbin|usr/s?bin|usr/lib)|/home/[^/]+|/Users/[^/]+"
)
"""Folders of the system and of people, in which every program has files by known names."""


class UnpackedOverSystem(Rule):
    """An archive is unpacked over a system or home folder.

    ## Why it matters

    Files of the same names are written over without a question, and nothing keeps the old ones.
    What the archive holds decides which: a login file, a key, a program that everybody runs.

    ## Do this instead

    Unpack into a new, empty folder, look at what came out, and copy what is meant. For an archive
    from elsewhere give `filter="data"` to Python's `tarfile`, so that no name leads out of it.
    """

    name = "unpacked-over-system"
    category = Category.DATA_LOSS
    level = Level.WARNING
    judges = (FileChange,)

    bad = (
        python("import tarfile\n\ntarfile.open('shop.tar').extractall('/')"),
        python("import shutil\n\nshutil.unpack_archive('shop.zip', '/etc')"),
        python(
            "import os\nimport zipfile\n\n"
            "with zipfile.ZipFile('shop.zip') as archive:\n"
            "    archive.extractall(os.path.expanduser('~'))"
        ),
    )
    good = (
        python("import tarfile\n\ntarfile.open('shop.tar').extractall('build')"),
        python("import shutil\n\nshutil.unpack_archive('shop.zip', '/opt/shop')"),
        python("import zipfile\n\nzipfile.ZipFile('shop.zip').extractall()"),
    )

    def judge(self, change: FileChange, context: Context) -> Iterator[Finding]:
        """Many files written at once, by where."""
        if change.verb is Verb.OVERWRITE and change.recursive and OVER.fullmatch(change.path):
            yield self.finding(change, f"an archive is unpacked over {change.path}")
