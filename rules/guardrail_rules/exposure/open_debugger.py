"""The rule `open-debugger`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.loosened_checks import loosened_level

DEBUGGER = "debugger"


class OpenDebugger(Rule):
    """A debugger answers everybody who reaches the service.

    ## Why it matters

    A debugger runs what it is told: Werkzeug's page behind an error has a console, and debugpy
    takes any expression. Pages of errors show source, settings and variables with their secrets.

    ## Do this instead

    Leave it off unless a variable of the developer's own machine says otherwise, and bind it to
    `127.0.0.1`. Serve with gunicorn or another server that is made for it.
    """

    name = "open-debugger"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (GuardChange,)

    bad = (
        python(
            """\
            from flask import Flask

            app = Flask("shop")

            if __name__ == "__main__":
                app.run(host="0.0.0.0", port=8080, debug=True)
            """
        ),
        python('import debugpy\n\ndebugpy.listen(("0.0.0.0", 5678))'),
        python(
            'DEBUG = True\nALLOWED_HOSTS = ["shop.acme.io"]\n',
            path="config/settings/production.py",
        ),
    )
    good = (
        python(
            """\
            from flask import Flask

            app = Flask("shop")

            if __name__ == "__main__":
                app.run(debug=True)
            """
        ),
        python('import debugpy\n\ndebugpy.listen(("127.0.0.1", 5678))'),
        python('DEBUG = True\nALLOWED_HOSTS = ["localhost"]\n', path="config/settings/base.py"),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Any of them; told only in examples and where somebody asks for it."""
        if change.guard != DEBUGGER:
            return
        level = loosened_level(change, self.level)
        message = f"the debugger answers everybody ({change.detail})"
        yield from weighed(self, change, context, message, level=level)
