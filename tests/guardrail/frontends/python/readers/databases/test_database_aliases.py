"""Which of Django's databases is meant: by the alias that a command or a queryset is given."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange
from guardrail.model import EnvironmentKind

HEAD = "from django.core.management import call_command\nfrom shop.models import Order\n"


def where(code: str) -> EnvironmentKind:
    """Where the only change of rows in code happens."""
    (found,) = (one for one in items(HEAD + code) if isinstance(one, DataChange))
    return found.environment.kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("call_command('flush', database='sandbox')", EnvironmentKind.THROWAWAY),
        ("call_command('flush', '--database=sandbox', '--no-input')", EnvironmentKind.THROWAWAY),
        ("call_command('flush', database='demo')", EnvironmentKind.THROWAWAY),
        ("call_command('flush', database='production')", EnvironmentKind.PRODUCTION),
        ("call_command('flush', database='staging')", EnvironmentKind.UNKNOWN),
        ("call_command('flush', interactive=False)", EnvironmentKind.UNKNOWN),
        ("Order.objects.using('scratch').all().delete()", EnvironmentKind.THROWAWAY),
        ("ALIAS = 'test'\nOrder.objects.using(ALIAS).delete()", EnvironmentKind.THROWAWAY),
        ("Order.objects.using(alias).delete()", EnvironmentKind.UNKNOWN),
        ("Order.objects.all().delete()", EnvironmentKind.UNKNOWN),
        (
            "def reset(alias):\n    call_command('flush', database=alias)\nreset('test')",
            EnvironmentKind.THROWAWAY,
        ),
    ],
)
def test_an_alias_says_which_database_it_is(code: str, kind: EnvironmentKind) -> None:
    assert where(code) is kind


def test_a_caller_may_say_which_database_it_is() -> None:
    code = "def _reset(alias):\n    call_command('flush', database=alias)\n"
    code += "_reset('test')\n_reset('default')\n"
    told = [one.environment.kind for one in items(HEAD + code) if isinstance(one, DataChange)]
    assert told == [EnvironmentKind.UNKNOWN, EnvironmentKind.THROWAWAY]


@pytest.mark.parametrize(
    ("alias", "kind"),
    [
        ("thumbnails", EnvironmentKind.THROWAWAY),
        ("default", EnvironmentKind.UNKNOWN),
        ("sessions", EnvironmentKind.UNKNOWN),
    ],
)
def test_a_cache_beside_the_others_may_be_emptied(alias: str, kind: EnvironmentKind) -> None:
    assert where(f"from django.core.cache import caches\ncaches['{alias}'].clear()") is kind
    code = "from django.core.cache import caches\ndef _drop(name):\n    caches[name].clear()\n"
    assert where(f"{code}_drop('{alias}')\n") is kind


CACHES = "from django.conf import settings\nfrom django.core.cache import caches\n"
RENDERED = "RENDERED = ('templates', 'pages')\n"


EACH = "def each():\n    return [a for a in settings.CACHES if a {} RENDERED]\n"
CLEARS = "for name in {}:\n{}    caches[name].clear()\n"


@pytest.mark.parametrize(
    ("code", "quiet"),
    [
        (CLEARS.format("('templates', 'pages')", ""), True),
        (CLEARS.format("('templates', 'sessions')", ""), False),
        (CLEARS.format("settings.CACHES", ""), False),
        ("for n in RENDERED:\n    backend = caches[n]\n    backend.clear()", True),
        (EACH.format("in") + CLEARS.format("each()", ""), True),
        (EACH.format("not in") + CLEARS.format("each()", ""), False),
        (CLEARS.format("settings.CACHES", "    if name in RENDERED:\n    "), True),
        (
            CLEARS.format("settings.CACHES", "    if name not in RENDERED:\n        continue\n"),
            True,
        ),
        (CLEARS.format("settings.CACHES", "    if name in RENDERED:\n        continue\n"), False),
    ],
)
def test_caches_may_be_picked_out(code: str, quiet: bool) -> None:
    kind = EnvironmentKind.THROWAWAY if quiet else EnvironmentKind.UNKNOWN
    assert where(CACHES + RENDERED + code) is kind


COMMAND = """
from django.core.management import call_command
from django.core.management.base import BaseCommand

class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--database", default="DEFAULT")

    def handle(self, *args, **options):
        alias = options["database"]
        call_command("flush", database=alias, interactive=False)
"""


@pytest.mark.parametrize(
    ("default", "kind"),
    [("demo", EnvironmentKind.THROWAWAY), ("default", EnvironmentKind.UNKNOWN)],
)
def test_a_command_works_on_the_database_that_its_option_names_by_default(
    default: str, kind: EnvironmentKind
) -> None:
    (found,) = [
        one for one in items(COMMAND.replace("DEFAULT", default)) if isinstance(one, DataChange)
    ]
    assert found.environment.kind is kind
