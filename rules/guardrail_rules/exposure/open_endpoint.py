"""The rule `open-endpoint`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.loosened_checks import loosened_level

LOGIN = "login check"


class OpenEndpoint(Rule):
    """Everybody who reaches the service may call what only few people may, with no login.

    ## Why it matters

    Addresses of services are found within hours, by search engines and by programs that try them.
    What deletes, pays out or administers is called by whoever finds it, as often as they like.

    ## Do this instead

    Name who may: `permission_classes = [IsAdminUser]`. Leave what everybody may use (login,
    sign-up, a catalogue) views of their own. Let a webhook compare its sender's signature.
    """

    name = "open-endpoint"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (GuardChange,)

    bad = (
        python(
            """\
            from rest_framework.permissions import AllowAny
            from rest_framework.views import APIView


            class RefundView(APIView):
                permission_classes = [AllowAny]

                def post(self, request):
                    return issue_refund(request.data)
            """
        ),
        python(
            """\
            from rest_framework.decorators import api_view, permission_classes


            @api_view(["DELETE"])
            @permission_classes([])
            def delete_order(request, pk):
                Order.objects.get(pk=pk).delete()
            """
        ),
    )
    good = (
        python(
            """\
            from rest_framework.permissions import IsAdminUser
            from rest_framework.views import APIView


            class RefundView(APIView):
                permission_classes = [IsAdminUser]

                def post(self, request):
                    return issue_refund(request.data)
            """
        ),
        python(
            """\
            from rest_framework.permissions import AllowAny
            from rest_framework.views import APIView


            class LoginView(APIView):
                permission_classes = [AllowAny]

                def post(self, request):
                    return log_in(request.data)
            """
        ),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """A login that isn't asked for; told only in examples and where somebody asks for it."""
        if change.guard != LOGIN:
            return
        level = loosened_level(change, self.level)
        message = f"everybody may call it, with no login ({change.detail})"
        yield from weighed(self, change, context, message, level=level)
