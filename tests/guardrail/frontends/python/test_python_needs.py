"""What a text wants to know of other modules: nothing that no answer could change."""

from __future__ import annotations

from guardrail.definitions import Needs
from guardrail.frontends.python import read
from guardrail.model import Source
from guardrail.settings import Settings


def needs(code: str) -> list[Needs]:
    items = read(Source("app/report.py", "python", code), Settings())
    return [item for item in items if isinstance(item, Needs)]


def test_a_call_that_its_name_tells_asks_for_no_object() -> None:
    code = "from django.db import connection\nfrom .models import Author\n"
    assert needs(code + 'Author.objects.extra(select={"a": "1"})\n') == []


def test_a_call_that_only_its_object_tells_does() -> None:
    code = "import redis\nfrom .store import client\nclient.delete('sessions')\n"
    assert [one.objects for one in needs(code)] == [(".store.client",)]
