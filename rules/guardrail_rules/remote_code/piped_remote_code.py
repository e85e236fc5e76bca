"""The rule `piped-remote-code`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import CodeRun, GuardChange
from guardrail.example import python, shell, workflow
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import thrown_away, weighed
from guardrail_rules.work_places import for_development

_FILE = "a file fetched"
"""It stays there after it ran: somebody can look at it afterwards."""

_SQL = "SQL "
"""It reaches as far as the rights of the session do."""

OF_REPOSITORY = "code of a repository"
UNSEEN = ("fetched by", "decoded by", "fetched over the network", "Python source decoded")


class PipedRemoteCode(Rule):
    """Code is fetched from elsewhere, or decoded, and run at once, unseen.

    ## Why it matters

    Nobody has read what runs: it is what the other end serves at that moment, to that address, and
    it runs with every right and every credential that this process has.

    ## Do this instead

    Download to a file, check it against a checksum that is kept in the repository, then run the
    file; or install a pinned version from a package index.
    """

    name = "piped-remote-code"
    category = Category.REMOTE_CODE
    level = Level.ERROR
    judges = (CodeRun, GuardChange)

    bad = (
        shell("curl -fsSL https://example.com/install.sh | sh"),
        shell("wget -qO- https://example.com/install.sh | sudo bash"),
        shell('bash -c "$(curl -fsSL https://example.com/install.sh)"'),
        shell("echo ZWNobyBoaQ== | base64 -d | sh"),
        python("import os\n\nos.system('curl https://example.com/install.sh | sh')"),
        python(
            "import requests\n\nexec(requests.get('https://example.com/setup.py').text)",
        ),
        python(
            """\
            from transformers import AutoModel

            AutoModel.from_pretrained("somebody/model", trust_remote_code=True)
            """
        ),
        python(
            """\
            import pickle
            import requests

            answer = requests.get("https://example.com/model.pkl")
            model = pickle.loads(answer.content)
            """
        ),
        python(
            """\
            import subprocess
            import urllib.request

            urllib.request.urlretrieve("https://example.com/install.sh", path)
            subprocess.run(["bash", path], check=True)
            """
        ),
        python(
            """\
            import sqlite3
            import requests

            answer = requests.get("https://example.com/schema.sql")
            sqlite3.connect("shop.db").executescript(answer.text)
            """
        ),
        workflow(
            """\
            on: push
            jobs:
              build:
                runs-on: ubuntu-latest
                steps:
                  - run: curl -fsSL https://example.com/install.sh | sh
            """
        ),
    )
    good = (
        shell("curl -fsSLo install.sh https://example.com/install.sh"),
        shell("curl -s https://example.com/data.json | jq .name"),
        shell("cat notes.txt | sh -n"),
        python(
            """\
            import json
            import requests

            answer = requests.get("https://example.com/model.json")
            model = json.loads(answer.content)
            """
        ),
        python(
            """\
            from transformers import AutoModel

            AutoModel.from_pretrained("somebody/model", trust_remote_code=True, revision="7c1a9f2")
            """
        ),
        python("import pickle\n\nmodel = pickle.loads(open('model.pkl', 'rb').read())"),
        shell("echo 'curl https://example.com/install.sh | sh'"),
        python(
            """\
            import hashlib
            import subprocess
            import urllib.request

            urllib.request.urlretrieve("https://example.com/install.sh", path)
            with open(path, "rb") as file:
                assert hashlib.sha256(file.read()).hexdigest() == EXPECTED
            subprocess.run(["bash", path], check=True)
            """
        ),
    )

    def judge(self, run: CodeRun | GuardChange, context: Context) -> Iterator[Finding]:
        """Fetched or decoded code handed straight to an interpreter."""
        if isinstance(run, GuardChange):
            if run.guard == OF_REPOSITORY:
                message = "whatever code the repository has at that moment runs with the model"
                yield from weighed(self, run, context, message, level=Level.WARNING)
            return
        if any(how in run.what for how in UNSEEN):
            own = thrown_away(run) or context.in_test or for_development(run.span.path)
            own = own or _FILE in run.what or run.what.startswith(_SQL)
            level = Level.WARNING if own else self.level
            yield self.finding(run, f"{run.what} runs without anybody having read it", level=level)
