"""The rule `injected-command`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CodeRun
from guardrail.example import python
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed, whoever_asks

FROM_REQUEST = "text from a request"
FROM_MESSAGE = "text from a message in it"
"""What whoever may fill a queue, a mailbox or a feed writes."""
TRIGGERED = "what a run is triggered with"
"""What whoever may start a workflow writes: fewer than those who send requests."""


class InjectedCommand(Rule):
    """Text that somebody outside writes becomes part of a command line, or is the SQL that runs.

    ## Why it matters

    A shell takes the whole line apart: `; rm -rf /`, `$(…)` or `| curl …` in the text runs with
    every right that the service has, and whoever can send a request can write it.

    ## Do this instead

    Give the program a list of arguments, without a shell: `subprocess.run(["dig", "--", host])`.
    Where it must be a shell, quote the text (`shlex.quote`), and look at it first.
    """

    name = "injected-command"
    category = Category.REMOTE_CODE
    level = Level.ERROR
    judges = (CodeRun,)
    bad = (
        python(
            """\
            import json
            import subprocess

            def work(sqs, queue):
                for message in sqs.receive_message(QueueUrl=queue)["Messages"]:
                    job = json.loads(message["Body"])
                    subprocess.run(f"ffmpeg -i {job['source']} out.mp4", shell=True, check=True)
            """
        ),
        python(
            """\
            import subprocess
            from fastapi import FastAPI

            app = FastAPI()

            @app.get("/lookup")
            def lookup(host: str) -> str:
                return subprocess.getoutput(f"dig +short {host}")
            """
        ),
        python(
            """\
            import os
            from flask import Flask, request

            app = Flask("tools")

            @app.route("/ping", methods=["POST"])
            def ping():
                os.system("ping -c 1 " + request.form["host"])
                return "ok"
            """
        ),
        python(
            """\
            import psycopg
            from flask import Flask, request

            app = Flask("console")

            @app.route("/run", methods=["POST"])
            def run():
                with psycopg.connect(DSN) as conn:
                    return str(conn.execute(request.json["sql"]).fetchall())
            """
        ),
        python(
            """\
            import shlex
            import subprocess
            from fastapi import FastAPI

            app = FastAPI()

            @app.post("/thumbnails")
            def thumbnail(name: str, width: int) -> None:
                subprocess.run(f"ls -l {shlex.quote(name)}", shell=True, check=True)
                subprocess.run(f"convert {name} -resize {width} out.png", shell=True, check=True)
            """
        ),
        python(
            """\
            from airflow.operators.bash import BashOperator

            BashOperator(
                task_id="convert",
                bash_command="ffmpeg -i {{ dag_run.conf['source'] }} /mnt/converted/out.mp4",
            )
            """
        ),
    )
    good = (
        python(
            """\
            import os

            def receive_message(message):
                os.system(f"logger {message}")
            """
        ),
        python(
            """\
            import json
            import shlex
            import subprocess

            def work(sqs, queue):
                for message in sqs.receive_message(QueueUrl=queue)["Messages"]:
                    job = json.loads(message["Body"])
                    line = f"ffmpeg -i {shlex.quote(job['source'])} out.mp4"
                    subprocess.run(line, shell=True, check=True)
            """
        ),
        python(
            """\
            from airflow.operators.bash import BashOperator

            BashOperator(
                task_id="convert",
                bash_command='ffmpeg -i "$SOURCE" /mnt/converted/out.mp4',
                env={"SOURCE": "{{ dag_run.conf['source'] }}"},
            )
            """
        ),
        python(
            """\
            import psycopg
            from flask import Flask, request

            app = Flask("console")
            QUERIES = {"users": "SELECT count(*) FROM users"}

            @app.route("/run", methods=["POST"])
            def run():
                with psycopg.connect(DSN) as conn:
                    return str(conn.execute(QUERIES[request.json["name"]]).fetchall())
            """
        ),
        python(
            """\
            import subprocess
            from fastapi import FastAPI

            app = FastAPI()

            @app.get("/lookup")
            def lookup(host: str) -> str:
                return subprocess.check_output(["dig", "+short", "--", host], text=True)
            """
        ),
        python(
            """\
            import shlex
            import subprocess
            from fastapi import FastAPI

            app = FastAPI()

            @app.get("/lookup")
            def lookup(host: str) -> str:
                return subprocess.getoutput(f"dig +short {shlex.quote(host)}")
            """
        ),
        python(
            """\
            import subprocess
            from fastapi import FastAPI

            app = FastAPI()

            @app.get("/log")
            def log(lines: int) -> str:
                return subprocess.getoutput(f"tail -n {lines} app.log")
            """
        ),
    )

    def judge(self, run: CodeRun, context: Context) -> Iterator[Finding]:
        """A command line with such a text in it."""
        if TRIGGERED in run.what or FROM_MESSAGE in run.what:
            message = f"{run.what} is run: {run.origin}"
            yield from weighed(self, whoever_asks(run), context, message, level=Level.WARNING)
        elif FROM_REQUEST in run.what:
            remedy = (
                None
                if run.what.startswith("SQL")
                else Remedy(
                    "argument-list",
                    run.span,
                    note="the text is one argument from then on, whatever it holds",
                    title="give the program its arguments without a shell, or quoted",
                )
            )
            message = f"{run.what} is run: {run.origin}"
            yield from weighed(self, whoever_asks(run), context, message, remedy=remedy)
