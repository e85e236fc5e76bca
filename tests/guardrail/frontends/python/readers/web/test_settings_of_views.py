"""Views that everybody may call: those that delete, pay or administer, and those for everybody."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import GuardChange

REST = """\
from rest_framework import generics, viewsets
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
"""
CLASS = "class {name}({base}):\n    permission_classes = [AllowAny]\n{body}"
DELETING = "    def delete(self, request, pk):\n        Order.objects.get(pk=pk).delete()\n"
POSTING = "    def post(self, request):\n        keep(request.data)\n"


def told(code: str) -> list[str]:
    """The checks that the code gives up."""
    return [one.guard for one in items(code, "shop/views.py") if isinstance(one, GuardChange)]


@pytest.mark.parametrize(
    ("name", "base", "body", "count"),
    [
        ("OrderView", "APIView", DELETING, 1),
        ("OrderView", "APIView", POSTING, 0),
        ("RefundView", "APIView", POSTING, 1),
        ("BackOfficeView", "APIView", POSTING, 1),
        ("Orders", "generics.RetrieveUpdateDestroyAPIView", "    queryset = Q", 1),
        ("Orders", "viewsets.ModelViewSet", "    queryset = Q", 1),
        ("Orders", "viewsets.ModelViewSet", "    http_method_names = ['get']", 0),
        ("Orders", "viewsets.ReadOnlyModelViewSet", "    queryset = Q", 0),
        ("SignUp", "generics.CreateAPIView", "    queryset = Q", 0),
        ("LogoutView", "APIView", DELETING, 0),
        ("HookView", "APIView", DELETING.replace("Order", "hmac.compare_digest(a, b), Order"), 0),
    ],
)
def test_classes(name: str, base: str, body: str, count: int) -> None:
    code = REST + CLASS.format(name=name, base=base, body=body)
    assert told(code) == ["login check"] * count


def test_what_is_made_from_an_open_view() -> None:
    code = f"{REST}class Open(APIView):\n    permission_classes = [AllowAny]\n"
    assert told(f"{code}class OrderView(Open):\n{DELETING}") == ["login check"]
    own = "    permission_classes = [IsAdminUser]\n"
    assert told(f"{code}class OrderView(Open):\n{own}{DELETING}") == []


@pytest.mark.parametrize(
    ("head", "count"),
    [
        ("@api_view(['DELETE'])\n@permission_classes([AllowAny])\ndef order(request, pk):", 1),
        ("@api_view(['DELETE'])\n@permission_classes([])\ndef order(request, pk):", 1),
        ("@api_view(['GET'])\n@permission_classes([AllowAny])\ndef order(request, pk):", 0),
        ("@api_view(['POST'])\n@permission_classes([AllowAny])\ndef register(request):", 0),
        ("@api_view(['POST'])\n@permission_classes([AllowAny])\ndef refund(request):", 1),
    ],
)
def test_functions(head: str, count: int) -> None:
    assert told(f"{REST}{head}\n    do(request.data)") == ["login check"] * count


def test_an_action_of_its_own() -> None:
    code = (
        f"{REST}class Payments(viewsets.ReadOnlyModelViewSet):\n"
        "    @action(detail=True, methods=['post'], permission_classes=[AllowAny])\n"
        "    def refund(self, request, pk=None):\n        issue_refund(pk)\n"
    )
    assert told(code) == ["login check"]
    assert told(code.replace("AllowAny])", "IsAdminUser])")) == []
    assert told(code.replace("['post']", "['get']").replace("issue_refund", "show")) == []


@pytest.mark.parametrize(
    ("head", "body", "count"),
    [
        ("@csrf_exempt\n@login_required", "pay(request.POST['to'])", 1),
        ("@csrf_exempt", "pay(request.user, request.POST['to'])", 1),
        ("@csrf_exempt", "keep(request.POST['to'])", 0),
        ("@csrf_exempt\n@login_required", "return show(request.GET)", 0),
        ("@csrf_exempt", "check(request.user, request.headers['X-Signature'], request.body)", 0),
        ("@login_required", "pay(request.POST['to'])", 0),
    ],
)
def test_forged_requests(head: str, body: str, count: int) -> None:
    code = (
        f"from django.views.decorators.csrf import csrf_exempt\n{head}\ndef f(request):\n    {body}"
    )
    assert told(code) == ["forgery check"] * count


FAST = "from fastapi import FastAPI, Depends\n{made}\n{head}\ndef f({given}):\n    wipe()\n"
ADMIN = "@app.post('/admin/reset')"


@pytest.mark.parametrize(
    ("made", "head", "given", "count"),
    [
        ("app = FastAPI()", ADMIN, "db=Depends(get_db)", 1),
        ("app = FastAPI()", ADMIN, "by=Depends(require_admin)", 0),
        ("app = FastAPI(dependencies=[Depends(known)])", ADMIN, "", 0),
        ("from app import app", ADMIN, "", 0),
        ("app = FastAPI()", "@app.get('/admin')", "", 0),
        ("app = FastAPI()", "@app.delete('/rows')", "", 0),
        (
            (
                "app = FastAPI()\n@app.get('/a')\ndef g(by=Depends(require_login)): ...\n"
                "@app.get('/b')\ndef h(by=Depends(require_login)): ..."
            ),
            "@app.delete('/rows')",
            "",
            1,
        ),
    ],
)
def test_routes(made: str, head: str, given: str, count: int) -> None:
    code = FAST.format(made=made, head=head, given=given)
    assert told(code) == ["login check"] * count
