"""The rule `recursive-delete`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import FileChange, Recoverable, Verb
from guardrail.effects.guarding import is_withheld, picked_by
from guardrail.example import python, shell, workflow
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import thrown_away
from guardrail_rules.file_places import Place, holds_something, is_personal, place
from guardrail_rules.named_for_it import named_for_it
from guardrail_rules.work_places import for_development, of_image

HOLE = late(rf"{HOLE_WORD}\d+")


class RecursiveDelete(Rule):
    """Files are deleted with everything below, outside what a build leaves behind.

    ## Why it matters

    There is no bin and no undo: a home folder, a system folder or the project's own history is
    gone. A variable that is empty turns `rm -rf "$DIR/"*` into `rm -rf /*`.

    ## Do this instead

    Name the one folder inside the project that is meant, with its full relative path; where the
    path comes from a variable, stop when it is empty (`${DIR:?}`) or doesn't lie where it should.

    Move what may be missed to the bin or to a folder of its own first.
    """

    name = "recursive-delete"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (FileChange,)

    bad = (
        shell("rm -rf /"),
        shell("rm -rf ~"),
        shell('rm -fr "$HOME"'),
        shell("rm -r -f ../other-project"),
        shell("rm -rf .git"),
        shell("rm -rf ./*"),
        shell("sudo rm -rf /var/lib/postgresql"),
        python("import shutil\n\nshutil.rmtree('/home')"),
        python("import os\n\nfor name in os.listdir('/srv/a'):\n    os.remove(f'/srv/a/{name}')"),
        python("import shutil\n\nshutil.rmtree(settings.MEDIA_ROOT)"),
        python("import shutil\n\nshutil.rmtree(f'/var/lib/postgresql/{version}/main')"),
        shell("rm -rf migrations"),
        shell("find /srv/scans -type f -mtime +30 -delete"),
        shell('find "$UPLOADS" -delete -name "*.part" -mtime +3'),
        shell("find . -path '*/migrations/*.py' -not -name '__init__.py' -delete"),
        python("import os, shutil\n\nshutil.rmtree(os.path.expanduser('~/.config'))"),
        python("import shutil\n\nshutil.rmtree(f'/srv/photos/masters/{album}')"),
        python(
            """\
            from pathlib import Path
            from send2trash import send2trash

            for path in (Path.home() / "Downloads").iterdir():
                if not path.name.startswith("."):
                    send2trash(path)
            """
        ),
        python(
            """\
            import shutil, tempfile

            def bundle(archive, year):
                work = tempfile.mkdtemp()
                try:
                    pack(work)
                    work = archive / str(year)
                    move(work)
                finally:
                    shutil.rmtree(work)
            """
        ),
        workflow(
            """\
            on: push
            jobs:
              clean:
                runs-on: ubuntu-latest
                steps:
                  - run: rm -rf /etc/shop
            """
        ),
    )
    good = (
        shell("rm -rf build dist *.egg-info"),
        shell("rm -rf node_modules .pytest_cache"),
        shell("rm -rf /tmp/shop-build"),
        shell("find . -name '*.pyc' -delete"),
        shell("rm -rf /var/lib/apt/lists/*"),
        shell("rm notes.txt"),
        shell("echo rm -rf /"),
        python("import shutil\n\nshutil.rmtree('build')"),
        python("import shutil\n\nshutil.rmtree(settings.STATIC_ROOT)"),
        python("import shutil\n\nshutil.rmtree(f'/mnt/models/scratch/{run}')"),
        python("import tempfile\n\nwith tempfile.TemporaryDirectory() as folder:\n    pass"),
        python(
            """\
            from pathlib import Path
            from send2trash import send2trash

            for path in (Path.home() / "Downloads").iterdir():
                if path.name in ours:
                    send2trash(path)
            """
        ),
    )

    def judge(self, change: FileChange, context: Context) -> Iterator[Finding]:
        """A deletion with everything below, by where it strikes."""
        if change.verb is not Verb.DELETE or not change.recursive:
            return
        where = place(change.path)
        told = TOLD.get(where)
        if told is None or (context.in_test and where in UNTOLD_IN_TESTS):
            return
        if where is Place.SHARED and change.language != "python":
            return  # an image is made smaller so
        if change.recoverable is Recoverable.YES:
            yield from self._thrown_into_bin(change, where)
            return
        level, confidence, words = told
        shown = HOLE.sub("…", change.path)
        partly = shown != change.path or "$" in shown
        by_python = change.language == "python" or change.span.path.endswith(".py")
        one = by_python and _ONE_OF_MANY.match(change.path)
        mild = one and not _ORIGINALS.search(change.path)
        if where is Place.INSTALLED and mild:
            level, confidence = Level.INFO, Confidence.MEDIUM
        if where is Place.OUTSIDE and (partly or _of_one_kind(change, shown)):
            level, confidence = Level.INFO if mild else Level.WARNING, Confidence.MEDIUM
        if where in (Place.OUTSIDE, Place.INSTALLED) and context.in_test:
            # A name made up for a test, or what the test runs in; but a person's own folder is no
            # more made up there than elsewhere.
            level = Level.WARNING if is_personal(change.path) else Level.INFO
        unsure = change.confidence < Confidence.HIGH or _near(change)
        unsure = unsure and where is not Place.EVERYTHING
        named = where is Place.OUTSIDE and named_for_it(change, context)
        own = where is Place.OUTSIDE and (
            _of_its_image(change) or _ONE_FILE.fullmatch(change.path[change.path.rfind("/") :])
        )
        if change.guards or unsure or named or own or for_development(change.span.path):
            level = min(level, Level.WARNING)
        if where is Place.OUTSIDE and _MADE_OF_OTHERS.search(shown):
            level = Level.INFO
        if _OLD in change.guards and _PASSING_KIND.search(shown) and where is Place.OUTSIDE:
            level = Level.INFO
        if is_withheld(one for one in change.guards if one != _OLD):
            # Nobody gets it who doesn't ask for it.
            level = min(level, Level.WARNING if where is Place.EVERYTHING else Level.INFO)
        if thrown_away(change):
            level = min(level, Level.WARNING if where is Place.EVERYTHING else Level.INFO)
        message = words.format(shown)
        if change.before_tests and not context.in_test:
            level, confidence = max(level, Level.WARNING), max(confidence, Confidence.MEDIUM)
            message += ", since -delete stands before the tests that were to choose"
        if change.astray and not context.in_test:
            level, confidence = max(level, Level.WARNING), max(confidence, Confidence.MEDIUM)
            message += f": {change.astray}"
        yield self.finding(change, message, level=level, confidence=confidence)

    def _thrown_into_bin(self, change: FileChange, where: Place) -> Iterator[Finding]:
        """What can be had again from the bin, where it is all that a person or a machine keeps."""
        if where is Place.EVERYTHING or is_personal(change.path):
            message = f"{change.path} goes to the bin with everything below"
            yield self.finding(change, message, level=Level.WARNING)


_ONE_FILE = late(
    r"/[^/*$]+\.(?:conf|cnf|cfg|ini|ya?ml|toml|json|xml|service|timer|list|repo|log|sock|pid|txt"
    r"|html?|sh|desktop)",
    re.IGNORECASE,
)
"""A file by its ending, with nothing below: a database's file isn't among them."""


def _of_its_image(change: FileChange) -> bool:
    """Whether a container's script deletes what its image brought, by the folders' names."""
    return of_image(change.span.path) and not holds_something(change.path)


def _near(change: FileChange) -> bool:
    """Whether the path leads no higher than the project if it is seen from the text's own folder.

    `../out` in `scripts/build.sh`, where scripts mostly find their way from where they lie.
    """
    steps = posixpath.normpath(change.path.removeprefix("${PWD}/")).split("/")
    up = sum(step == ".." for step in steps)
    return 0 < up <= change.span.path.count("/") and steps[up:] != []


_OF_ONE_KIND = late(r"\*(?:\.\w+)+$|\(found\)$|/\*\*/[^/*]+$")
"""Files with an ending, a name or another mark, wherever they lie: `**/*.pyc`, `**/.lock`."""
_OLD = picked_by("age")
_PASSING_KIND = late(
    r"\*\.(?:log|out|err|te?mp|part|partial|swp|cache|lock|pid|pyc|crdownload)(?:[.*][^/]*)?$"
)
"""Files that programs leave while they run: of these the old ones are nothing."""
_MADE_OF_OTHERS = late(
    r"/[^/]*\*[^/]*[._-](?:previews?|thumb(?:nail)?s?|proxy|proxies|te?mp|cache)\.\w+$",
    re.IGNORECASE,
)
"""Files that are made of others, by the end of their names: `*.preview.mp3`, `*_thumb.jpg`."""
_PATTERN = late(r"[^/]\*[^/]*$|\*[^/*][^/]*$")
_ONE_OF_MANY = late(
    rf"(?!/(?:home|usr|etc|root|boot|Users)/[^/]*/?(?:{HOLE_WORD}|\$\{{)"
    r"|/var/lib/(?:postgresql|pgsql|mysql|mariadb|mongo\w*|redis|elasticsearch|opensearch|etcd"
    r"|influxdb|clickhouse|cassandra|neo4j|rabbitmq|docker)/)"
    rf"(?:/|~/)(?:[^/]+/){{2,}}[^/]*(?:{HOLE_WORD}\d|\$\{{\w)"
)
"""One folder of many, all of them in one whose name is known: `/srv/exports/{job}`.

Below the folder of a database it is the database.
"""

_ORIGINALS = late(r"/(?:[^/]*[_.-])?(?:originals?|masters|raws?)(?:[_.-][^/]*)?/", re.IGNORECASE)
"""Folders of what everything else is made from: `/srv/photos/masters/{album}`."""


def _of_one_kind(change: FileChange, shown: str) -> bool:
    """Whether it is files of one kind; in Python a pattern of names is told as its folder's."""
    return bool(_OF_ONE_KIND.search(shown)) or (
        change.language == "python" and _PATTERN.search(shown) is not None
    )


TOLD: dict[Place, tuple[Level, Confidence, str]] = {
    Place.EVERYTHING: (Level.ERROR, Confidence.HIGH, "{} is deleted with everything below"),
    Place.HISTORY: (Level.ERROR, Confidence.HIGH, "the project's history ({}) is deleted"),
    Place.OTHER_HISTORY: (Level.WARNING, Confidence.MEDIUM, "the history in {} is deleted"),
    Place.OUTSIDE: (Level.ERROR, Confidence.HIGH, "{}, outside the project, is deleted"),
    Place.INSTALLED: (Level.WARNING, Confidence.HIGH, "{}, outside the project, is deleted"),
    Place.STORE: (Level.WARNING, Confidence.MEDIUM, "{}, which nothing makes anew, is deleted"),
    Place.SOURCE: (Level.WARNING, Confidence.MEDIUM, "source files ({}) are deleted"),
    Place.UNKNOWN: (Level.INFO, Confidence.LOW, "a folder only known at run time is deleted"),
    Place.SHARED: (Level.WARNING, Confidence.HIGH, "{}, which every program shares, is deleted"),
    Place.PARTLY: (Level.INFO, Confidence.MEDIUM, "{}, which depends on a variable, is deleted"),
}
UNTOLD_IN_TESTS = (Place.UNKNOWN, Place.PARTLY, Place.STORE)
