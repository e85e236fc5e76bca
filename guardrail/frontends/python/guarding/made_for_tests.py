"""Words that don't count in tests of Django's, because they mean the database made for the tests.

What such a test does to rows and tables is nobody's loss, and these tests are full of it. A
database that the test opens by itself is seen by the package that it imports; one that a module of
the project opened isn't, unless a word counts beside that module's packages alone.
"""

from __future__ import annotations

from guardrail import screen
from guardrail.screen_table import TEST_DATABASE_WORDS, TEST_SIGNS
from guardrail.settings import Settings

_NONE: frozenset[str] = frozenset()
_WORDS = frozenset(TEST_DATABASE_WORDS)
_OWN = frozenset(("django",))


def counting(
    path: str, text: str, settings: Settings, beside: tuple[str, ...] = ()
) -> list[tuple[int, int]]:
    """Where entry names stand that count in a text, in order (code points, end exclusive).

    Words that stand `beside` it elsewhere count as if the text had them.
    """
    places = screen.places(text, beside)
    left_out = _NONE if beside else _made_for(path, text, settings)
    if not left_out:
        return places
    return [(start, end) for start, end in places if text[start:end] not in left_out]


def _made_for(path: str, text: str, settings: Settings) -> frozenset[str]:
    """The words that mean the database made for a test, none where no test of Django's is."""
    if not any(sign in text for sign in TEST_SIGNS) or not settings.is_test(path):
        return _NONE
    return _NONE if _opens_another(text) else _WORDS


def _opens_another(text: str) -> bool:
    """Whether a text imports a package that leads to other databases than Django's."""
    return any(_imported(package, text) for package in screen.packages_named(text) - _OWN)


def _imported(package: str, text: str) -> bool:
    """Whether a package's name stands on a line that imports it."""
    at = text.find(package)
    while at >= 0:
        before = text[text.rfind("\n", 0, at) + 1 : at].split()
        if before == ["from"] or "import" in before[:1]:
            return True
        at = text.find(package, at + len(package))
    return False
