"""The rule `any-origin`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.loosened_checks import loosened_level

ORIGINS, HOSTS, FORGERY = "origin check", "host check", "forgery check"
_MESSAGES = {
    ORIGINS: "any site may call with credentials",
    HOSTS: "it answers to any host's name",
    FORGERY: "any site may post in the name of who is logged in",
}


class AnyOrigin(Rule):
    """Any site may use the service in the name of who is logged in, or under any host's name.

    ## Why it matters

    A browser sends cookies along when another site asks for it. Where every origin is allowed with
    credentials, a page anywhere reads and changes what its visitor may. A service that answers to
    every name writes links with a name that an attacker chose, as for a new password.

    ## Do this instead

    List the origins and the hosts: `allow_origins=["https://shop.acme.io"]`. Without credentials
    (`allow_credentials=False`) every origin may be allowed. Leave the check for forged requests
    (CSRF) on; what other programs call takes a token or a signature in the place of cookies.
    """

    name = "any-origin"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (GuardChange,)

    bad = (
        python(
            """\
            from fastapi import FastAPI
            from fastapi.middleware.cors import CORSMiddleware

            app = FastAPI()
            app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
            """
        ),
        python("CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True\n"),
        python(
            """\
            from django.contrib.auth.decorators import login_required
            from django.views.decorators.csrf import csrf_exempt

            @csrf_exempt
            @login_required
            def transfer(request):
                request.user.account.send(request.POST["to"], request.POST["amount"])
            """
        ),
        python('DEBUG = False\nALLOWED_HOSTS = ["*"]\n', path="config/settings/production.py"),
    )
    good = (
        python(
            """\
            from fastapi import FastAPI
            from fastapi.middleware.cors import CORSMiddleware

            app = FastAPI()
            app.add_middleware(
                CORSMiddleware, allow_origins=["https://shop.acme.io"], allow_credentials=True
            )
            """
        ),
        python("CORS_ALLOW_ALL_ORIGINS = True\n"),
        python('ALLOWED_HOSTS = ["*"]\n', path="config/settings/local.py"),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Any of the checks given up; told only in examples and where somebody asks for it."""
        if change.guard not in _MESSAGES:
            return
        level = loosened_level(change, self.level)
        what = _MESSAGES[change.guard]
        yield from weighed(self, change, context, f"{what} ({change.detail})", level=level)
