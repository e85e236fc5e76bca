"""ormar refuses to change rows without a condition, unless it is told to change each of them."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

OWN = """\
import ormar


class Device(ormar.Model):
    pass


async def wipe(substation=None):
    asked = {{}}
    if substation:
        asked["substation"] = substation
    await Device.objects{}
"""
ABROAD = OWN.replace("class Device(ormar.Model):\n    pass\n", "from shop.models import Device\n")


def scopes(code: str, called: str) -> list[Scope]:
    """The scopes of the changes that are told."""
    return [one.scope for one in items(code.format(called)) if isinstance(one, DataChange)]


@pytest.mark.parametrize("code", [OWN, ABROAD])
def test_an_empty_filter_is_refused(code: str) -> None:
    assert scopes(code, ".filter(**asked).delete()") == []
    assert scopes(code, ".filter(**asked).delete(each=False)") == []


def test_each_row_where_no_condition_is_given() -> None:
    for each in ("not asked", "len(asked) == 0", "True"):
        assert scopes(OWN, f".filter(**asked).delete(each={each})") == [Scope.UNKNOWN]
    assert scopes(OWN, ".delete(each=True)") == [Scope.NONE]
