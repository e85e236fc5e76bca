"""Accounts of Django that get every right: those that are named, and whoever a filter leaves."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange

START = "from django.contrib.auth.models import User\nOPERATORS = ['a@b.c']\n\n"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("User.objects.filter(is_active=True).update(is_superuser=True)", True),
        ("User.objects.all().update(is_staff=True, is_superuser=True)", True),
        ("User.objects.filter(profile__legacy=True).update(is_superuser=True)", True),
        ("User.objects.exclude(email='a@b.c').update(is_superuser=True)", True),
        ("users = User.objects.filter(is_active=True)\nusers.update(is_superuser=True)", True),
        ("User.objects.filter(email__in=OPERATORS).update(is_superuser=True)", False),
        ("User.objects.filter(email='a@b.c', is_active=True).update(is_superuser=True)", False),
        ("User.objects.filter(pk=7).update(is_superuser=True)", False),
        ("User.objects.filter(username__iexact='ops').update(is_superuser=True)", False),
        ("User.objects.filter(**who).update(is_superuser=True)", False),
        ("User.objects.filter(is_active=True).update(is_superuser=False)", False),
        ("User.objects.filter(is_active=True).update(is_staff=True)", False),
    ],
)
def test_who_is_made_an_administrator(code: str, told: bool) -> None:
    assert any(isinstance(one, PrivilegeChange) for one in items(START + code)) is told
