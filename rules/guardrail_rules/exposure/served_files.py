"""The rule `served-files`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.loosened_checks import loosened_level

FOLDER, FILE = "served folder", "served file"


class ServedFiles(Rule):
    """A service hands out files that nobody is meant to see: its own folder, or any path.

    ## Why it matters

    Beside what is to be seen lie `.env`, keys, the database of a small program, its source with
    its history. Where a request names the path, `../../etc/passwd` and `/proc/self/environ` are
    paths as well.

    ## Do this instead

    Serve a folder that holds nothing else (`static`, `public`). For a name out of a request use
    what looks at it (`send_from_directory`), or resolve the path and refuse what isn't below the
    folder (`is_relative_to`).
    """

    name = "served-files"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (GuardChange,)

    bad = (
        python(
            """\
            from fastapi import FastAPI
            from fastapi.staticfiles import StaticFiles

            app = FastAPI()
            app.mount("/", StaticFiles(directory="."))
            """
        ),
        python(
            """\
            from flask import Flask, request, send_file

            app = Flask(__name__)

            @app.get("/reports")
            def report():
                return send_file("/srv/reports/" + request.args["name"])
            """
        ),
    )
    good = (
        python(
            """\
            from fastapi import FastAPI
            from fastapi.staticfiles import StaticFiles

            app = FastAPI()
            app.mount("/", StaticFiles(directory="public", html=True))
            """
        ),
        python(
            """\
            from flask import Flask, request, send_from_directory

            app = Flask(__name__)

            @app.get("/reports")
            def report():
                return send_from_directory("/srv/reports", request.args["name"])
            """
        ),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Either of them; told only in examples and where somebody asks for it."""
        if change.guard not in (FOLDER, FILE):
            return
        level = loosened_level(change, self.level)
        message = f"whatever lies there is handed out to everybody ({change.detail})"
        if change.guard == FILE:
            message = f"a request may name any file to be handed out ({change.detail})"
        yield from weighed(self, change, context, message, level=level)
