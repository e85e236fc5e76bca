"""The rule `chosen-address`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange, NetworkUse
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed, whoever_asks

REDIRECT, ADDRESS = "REDIRECT", "address check"


class ChosenAddress(Rule):
    """Whoever sends a request says from where the server fetches, or where it sends people.

    ## Why it matters

    The server stands inside: it reaches the cloud's metadata with the keys of its role, databases
    without a password and pages of administration. Who may name the address reads them all through
    it. And a link to a site that people trust takes them to whatever page it names.

    ## Do this instead

    Let a request name one of a list (`SOURCES[request.args["source"]]`), or look at the machine's
    name before: `urlsplit(url).hostname in ALLOWED`. Send people to paths of the site itself.
    """

    name = "chosen-address"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (NetworkUse, GuardChange)

    bad = (
        python(
            """\
            import requests
            from flask import Flask, request

            app = Flask(__name__)

            @app.get("/preview")
            def preview():
                return requests.get(request.args["url"], timeout=5).text
            """
        ),
        python(
            """\
            from django.shortcuts import redirect

            def leave(request):
                return redirect(request.GET["next"])
            """
        ),
    )
    good = (
        python(
            """\
            import requests
            from flask import Flask, request

            app = Flask(__name__)

            @app.get("/orders")
            def orders():
                return requests.get(f"https://erp.acme.io/orders/{request.args['id']}").text
            """
        ),
        python(
            """\
            from django.shortcuts import redirect
            from django.utils.http import url_has_allowed_host_and_scheme

            def leave(request):
                to = request.GET["next"]
                if not url_has_allowed_host_and_scheme(to, {request.get_host()}):
                    to = "/"
                return redirect(to)
            """
        ),
    )

    def judge(self, use: NetworkUse | GuardChange, context: Context) -> Iterator[Finding]:
        """An address that nobody has looked at."""
        told = use.chosen if isinstance(use, NetworkUse) else use.guard == ADDRESS
        if not told or context.in_test:
            return
        message = "whoever sends a request says from where this fetches"
        if isinstance(use, NetworkUse) and use.method == REDIRECT:
            message = "whoever writes a link says where this sends people"
        yield from weighed(self, whoever_asks(use), context, message)
