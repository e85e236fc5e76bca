"""The rule `unchecked-path`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import FileChange, Verb
from guardrail.example import python
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.rule import Rule

_DONE = {
    Verb.DELETE: "is deleted",
    Verb.OVERWRITE: "is written over",
    Verb.MOVE: "is moved away",
}


class UncheckedPath(Rule):
    """A file is deleted or written at a path that a stranger names, and nobody looks where it is.

    ## Why it matters

    A name that a request or an archive brings may hold `..` or begin with `/`: joined to a folder
    it leads out of it, to the program's own code, its settings, or another customer's files.

    ## Do this instead

    Take the last part of the name alone (`Path(name).name`, `secure_filename`), or resolve the
    joined path and refuse what isn't below the folder (`is_relative_to`). Where possible, look the
    file up by an identifier and keep its path yourself.
    """

    name = "unchecked-path"
    category = Category.DATA_LOSS
    level = Level.WARNING
    judges = (FileChange,)

    bad = (
        python(
            """\
            import os
            from flask import Flask, request

            app = Flask(__name__)

            @app.delete("/reports")
            def remove():
                os.remove(os.path.join("/srv/reports", request.args["name"]))
                return "", 204
            """
        ),
        python(
            """\
            import zipfile
            from pathlib import Path

            def unpack(archive: Path, folder: Path) -> None:
                with zipfile.ZipFile(archive) as bundle:
                    for name in bundle.namelist():
                        (folder / name).write_bytes(bundle.read(name))
            """
        ),
        python(
            """\
            from pathlib import Path
            from fastapi import FastAPI, UploadFile

            app = FastAPI()

            @app.post("/photos")
            async def add(photo: UploadFile):
                target = Path("/srv/photos") / photo.filename
                target.write_bytes(await photo.read())
            """
        ),
    )
    good = (
        python(
            """\
            import os
            from flask import Flask, request
            from werkzeug.utils import secure_filename

            app = Flask(__name__)

            @app.delete("/reports")
            def remove():
                os.remove(os.path.join("/srv/reports", secure_filename(request.args["name"])))
                return "", 204
            """
        ),
        python(
            """\
            import zipfile
            from pathlib import Path

            def unpack(archive: Path, folder: Path) -> None:
                with zipfile.ZipFile(archive) as bundle:
                    for name in bundle.namelist():
                        target = (folder / name).resolve()
                        if target.is_relative_to(folder):
                            target.write_bytes(bundle.read(name))
            """
        ),
        python(
            """\
            from pathlib import Path
            from uuid import uuid4
            from fastapi import FastAPI, UploadFile

            app = FastAPI()

            @app.post("/photos")
            async def add(photo: UploadFile):
                target = Path("/srv/photos") / f"{uuid4()}.jpg"
                target.write_bytes(await photo.read())
            """
        ),
    )

    def judge(self, change: FileChange, context: Context) -> Iterator[Finding]:
        """A path that somebody else has written."""
        done = _DONE.get(change.verb)
        if change.named_by and done and not context.in_test:
            below = " with everything below" if change.recursive else ""
            message = f"whatever {change.named_by} names {done}{below}"
            yield self.finding(change, message, confidence=Confidence.MEDIUM)
