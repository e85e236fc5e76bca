"""The units of a module, and what makes two effects of it the same."""

from __future__ import annotations

import pytest
from reading_python import items, shown

from guardrail.effects import Effect


def test_functions_are_units_by_their_dotted_names() -> None:
    code = """
        import shutil
        class A:
            def f(self):
                shutil.rmtree("a")
                def g():
                    shutil.rmtree("b")
        shutil.rmtree("c")
    """
    assert shown(code) == [
        "[function A.f",
        "FileChange verb=delete path=a recursive",
        "]",
        "[function A.f.g",
        "FileChange verb=delete path=b recursive",
        "]",
        "FileChange verb=delete path=c recursive",
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("User.objects.filter(a=1).delete()", "User.objects.filter( a = 1 ).delete()  # x", True),
        ("shutil.rmtree('a')", 'shutil.rmtree("a",)', True),
        ("shutil.rmtree('a')", "shutil.rmtree('b')", False),
        ("User.objects.filter(a=1).delete()", "User.objects.filter(a=2).delete()", False),
    ],
)
def test_layout_does_not_change_the_evidence(one: str, other: str, same: bool) -> None:
    first, second = (
        next(item.evidence for item in items(code) if isinstance(item, Effect))
        for code in (one, other)
    )
    assert (first == second) is same
