"""The rule `unfiltered-archive`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import FileChange
from guardrail.example import python
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.rule import Rule


class UnfilteredArchive(Rule):
    """A tar archive from elsewhere is unpacked with no look at the names in it.

    ## Why it matters

    A name in a tar archive may begin with `/` or hold `..`, and a link may point anywhere: what is
    unpacked then writes over any file that the program may write, a login file or its own code for
    one. Python before 3.14 follows all of it unless it is told otherwise.

    ## Do this instead

    Give `filter="data"` to `extractall` or `extract` (Python 3.12, and 3.8 to 3.11 in their latest
    versions): names that lead out of the folder, devices and links to elsewhere are refused.
    """

    name = "unfiltered-archive"
    category = Category.DATA_LOSS
    level = Level.WARNING
    judges = (FileChange,)

    bad = (
        python(
            """\
            import io
            import tarfile
            import requests

            def install(url, folder):
                payload = requests.get(url).content
                with tarfile.open(fileobj=io.BytesIO(payload)) as archive:
                    archive.extractall(folder)
            """
        ),
        python(
            """\
            import tarfile

            def restore(backup, folder):
                with tarfile.open(backup) as archive:
                    archive.extractall(folder, filter="fully_trusted")
            """
        ),
        python("import shutil\n\ndef unpack(upload):\n    shutil.unpack_archive(upload, 'site')"),
    )
    good = (
        python(
            """\
            import io
            import tarfile
            import requests

            def install(url, folder):
                payload = requests.get(url).content
                with tarfile.open(fileobj=io.BytesIO(payload)) as archive:
                    archive.extractall(folder, filter="data")
            """
        ),
        python(
            """\
            import tarfile

            def restore(backup, folder):
                with tarfile.open(backup) as archive:
                    for member in archive.getmembers():
                        if not (folder / member.name).resolve().is_relative_to(folder):
                            raise ValueError(member.name)
                    archive.extractall(folder)
            """
        ),
        python("import tarfile\n\ntarfile.open('assets.tar').extractall('build')"),
    )

    def judge(self, change: FileChange, context: Context) -> Iterator[Finding]:
        """An archive whose names nobody looks at."""
        if change.unfiltered and not context.in_test:
            message = f"{change.unfiltered} archive is unpacked, whatever the names in it are"
            yield self.finding(change, message, confidence=Confidence.MEDIUM)
