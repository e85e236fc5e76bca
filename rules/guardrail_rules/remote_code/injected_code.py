"""The rule `injected-code`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CodeRun, GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed, whoever_asks
from guardrail_rules.remote_code.injected_command import FROM_MESSAGE, FROM_REQUEST

FROM: dict[str, Level] = {
    " from a request": Level.ERROR,
    " from a message": Level.WARNING,
    " from a file that was fetched": Level.WARNING,
    " from a file that was uploaded": Level.WARNING,
    " from a folder of what others hand in": Level.WARNING,
    " from a stored record": Level.WARNING,
    " from a file of data": Level.WARNING,
    " from whoever calls it": Level.INFO,
}
SHELL = "a shell for whoever is at the other end of a connection"
OBJECTS = "object check"
ANY_OBJECT = "a YAML document that may name any object"


class InjectedCode(Rule):
    """What somebody outside writes is run as Python or a template, or rebuilt as any object.

    ## Why it matters

    `eval` and `exec` run whatever the text says, with every right and secret of the program; an
    empty `__builtins__` is got round by a few attributes. A pickle is a program too: it calls what
    it names while it is read, and so does YAML with a loader that makes any object. A template
    reaches every attribute of what it is given, and through them whatever is imported.

    ## Do this instead

    Read data as data: `json.loads`, `ast.literal_eval`, `yaml.safe_load`, safetensors or
    `weights_only=True`. Where it must be a formula, parse it and allow the few operators that are
    meant. Give a template what somebody writes as a variable, not as a part of its source, or use
    Jinja's `SandboxedEnvironment`. What only the program itself may have written is signed
    (`hmac`) before it is stored.
    """

    name = "injected-code"
    category = Category.REMOTE_CODE
    level = Level.ERROR
    judges = (CodeRun, GuardChange)

    bad = (
        python(
            """\
            import pandas as pd

            def boxes(cell):
                return [tuple(box) for box in eval(cell)]

            frame = pd.read_csv("boxes.csv").dropna()
            frame["boxes"] = frame["boxes"].map(boxes)
            """
        ),
        python(
            """\
            from flask import Flask, request

            app = Flask("shop")

            def compute(formula):
                return eval(formula, {"__builtins__": {}})

            @app.post("/preview")
            def preview():
                return str(compute(request.json["formula"]))
            """
        ),
        python(
            """\
            import base64
            import pickle

            def session(request):
                return pickle.loads(base64.b64decode(request.cookies["session"]))
            """
        ),
        python(
            """\
            import yaml

            def parse(text):
                return yaml.load(text, Loader=yaml.Loader)
            """
        ),
        python(
            """\
            from flask import Flask, render_template_string, request

            app = Flask("shop")

            @app.post("/preview")
            def preview():
                return render_template_string("<h1>" + request.form["title"] + "</h1>")
            """
        ),
        python(
            """\
            from celery import Celery

            app = Celery("shop")
            app.conf.update(accept_content=["pickle", "json"])
            """
        ),
        python(
            """\
            import requests
            import torch

            def load(url, path):
                path.write_bytes(requests.get(url).content)
                return torch.load(path, weights_only=False)
            """
        ),
        python(
            """\
            import importlib.util
            from flask import Flask, request
            from werkzeug.utils import secure_filename

            app = Flask("shop")

            @app.post("/reports")
            def upload():
                file = request.files["report"]
                file.save(REPORTS / secure_filename(file.filename))

            @app.get("/reports/<name>")
            def show(name):
                path = REPORTS / f"{secure_filename(name)}.py"
                spec = importlib.util.spec_from_file_location("report", path)
            """
        ),
        python(
            """\
            import torch

            for path in SUBMISSIONS.glob("*/model.pt"):
                torch.load(path, weights_only=False)
            """
        ),
    )
    good = (
        python(
            """\
            import ast
            import pandas as pd

            def boxes(cell):
                return [tuple(box) for box in ast.literal_eval(cell)]

            frame = pd.read_csv("boxes.csv").dropna()
            frame["boxes"] = frame["boxes"].map(boxes)
            """
        ),
        python(
            """\
            import importlib
            from flask import Flask, request

            app = Flask("shop")
            REPORTS = {"funnel": "shop.reports.funnel"}

            @app.post("/reports")
            def upload():
                request.files["report"].save(UPLOADS / "report.csv")

            @app.get("/reports/<name>")
            def show(name):
                return importlib.import_module(REPORTS[name]).build()
            """
        ),
        python(
            """\
            import ast
            from flask import Flask, request

            app = Flask("shop")

            def compute(formula):
                return ast.literal_eval(formula)

            @app.post("/preview")
            def preview():
                return str(compute(request.json["formula"]))
            """
        ),
        python(
            """\
            from flask import Flask, render_template_string, request

            app = Flask("shop")

            @app.post("/preview")
            def preview():
                return render_template_string("<h1>{{ title }}</h1>", title=request.form["title"])
            """
        ),
        python(
            """\
            import yaml

            def parse(text):
                return yaml.load(text, Loader=yaml.SafeLoader)
            """
        ),
        python(
            """\
            import requests
            import torch

            def load(url, path):
                path.write_bytes(requests.get(url).content)
                return torch.load(path, weights_only=True)
            """
        ),
        python(
            """\
            import pickle

            def cached(path):
                with open(path, "rb") as file:
                    return pickle.load(file)
            """
        ),
    )

    def judge(self, run: CodeRun | GuardChange, context: Context) -> Iterator[Finding]:
        """What is run or rebuilt, by who has written it."""
        if isinstance(run, GuardChange):
            if run.guard == OBJECTS:
                message = f"whatever it is given is rebuilt, which may run anything: {run.detail}"
                yield from weighed(self, run, context, message, level=Level.WARNING)
            return
        if FROM_REQUEST in run.what or FROM_MESSAGE in run.what:
            return  # a command line or SQL, which `injected-command` tells
        level = next((told for words, told in FROM.items() if words in run.what), None)
        if run.what == SHELL:
            yield from weighed(self, run, context, f"{run.what} is opened", level=Level.ERROR)
            return
        if run.what.startswith(ANY_OBJECT):
            level = max(level or Level.OFF, Level.WARNING)
        if level is None or (level is Level.INFO and not run.what.startswith("Python source")):
            return
        what, _, how = run.what.partition(", by ")
        does = "rebuilt" if "object" in what else "run"
        by = f" by {how}" if how else ""
        more = ", which may run anything" if does == "rebuilt" else ""
        message = f"{what} is {does}{by}{more}: {run.origin}"
        yield from weighed(self, whoever_asks(run), context, message, level=level)
