"""An action of Django's admin that doesn't look at what was selected changes more than that."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

ADMIN = """\
from django.contrib import admin
from shop.models import Policy

@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    actions = ["lapse"]

    def lapse(self, request, queryset):
        count = {rows}.update(status="lapsed", by=request.user)
        self.message_user(request, f"{{count}} policies")
"""


def change(rows: str, code: str = ADMIN) -> DataChange:
    """The one change of rows in the action."""
    (one,) = (one for one in items(code.format(rows=rows)) if isinstance(one, DataChange))
    return one


@pytest.mark.parametrize(
    ("rows", "scope"),
    [
        ("queryset", None),
        ("queryset.filter(status='open')", None),
        ("Policy.objects.exclude(status='lapsed')", Scope.UNKNOWN),
        ("Policy.objects.all()", Scope.NONE),
        ("self.get_queryset(request)", Scope.NONE),
        ("super().get_queryset(request).filter(status='open')", Scope.UNKNOWN),
        ("Policy.objects.filter(pk__in=queryset.values('pk'))", Scope.KEYED),
        ("Policy.objects.filter(pk__in=request.POST.getlist('_selected_action'))", Scope.KEYED),
        ("Policy.objects.filter(owner=request.user)", Scope.FILTERED),
    ],
)
def test_the_selected_rows_are_the_ones_that_are_meant(rows: str, scope: Scope | None) -> None:
    found = [one for one in items(ADMIN.format(rows=rows)) if isinstance(one, DataChange)]
    assert [one.scope for one in found if one.scope is not Scope.FILTERED or scope] == (
        [scope] if scope else []
    )


def test_whose_rows_they_are_is_said_and_why_they_are_too_many() -> None:
    assert change("self.get_queryset(request)").target == "Policy"
    assert change("Policy.objects.exclude(status='lapsed')").reason == (
        "unscoped when the action runs, whatever was selected"
    )


def test_other_methods_choose_for_themselves() -> None:
    code = ADMIN.replace('actions = ["lapse"]', "list_filter = ()")
    assert change("Policy.objects.exclude(status='lapsed')", code).scope is Scope.FILTERED
