"""Late patterns do what compiled ones do, and each that the project has is a right one."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import guardrail_rules
import pytest

import guardrail
from guardrail.patterns import compile_all, late


def test_a_late_pattern_finds_what_a_compiled_one_does() -> None:
    told, compiled = late(r"(?P<word>a+)b", re.IGNORECASE), re.compile(r"(?P<word>a+)b", re.I)
    text = "xAAb aab"
    assert [one.span() for one in told.finditer(text)] == [
        one.span() for one in compiled.finditer(text)
    ]
    assert told.sub("-", text) == compiled.sub("-", text)
    assert told.search(text, 3, 8) is not None
    assert (told.pattern, told.flags, told.groupindex) == (
        compiled.pattern,
        compiled.flags,
        compiled.groupindex,
    )


def test_a_wrong_pattern_is_noticed_at_its_first_use() -> None:
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.match("")
    with pytest.raises(re.error):
        compile_all()


def test_every_pattern_of_the_project_compiles() -> None:
    for package in (guardrail, guardrail_rules):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                import_module(found.name)
    compile_all()
