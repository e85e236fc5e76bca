"""A glance at a text before it is parsed: whether an entry name stands where code would use it.

The screen keeps a text for a word alone. Most of these words are prose, parameters or functions
that are defined there, and parsing is what takes the time. Whatever may be a use counts, also
within strings and comments, and however it is broken into lines.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property

from guardrail import screen, screen_settings
from guardrail.frontends.comments import MARK
from guardrail.frontends.python.guarding.made_for_tests import counting
from guardrail.frontends.python.source.passing import PASSES_ON
from guardrail.frontends.python.source.whole_words import whole
from guardrail.patterns import late
from guardrail.settings import Settings

_CALLING = late(r"\b(?:f|fn|func|function|call|callable|callback|method|operation|action|op)_?\Z")
"""What stands before the parenthesis where a function calls one that it is handed."""
_GIVES_MORE = late(
    r"\b(?:f|fn|func|function|call|callable|callback|method|operation|action|op)_?"
    r"\([^()\n*]{1,80}[\s,]\*\*?\w"
)
"""The same where it gives something itself first: `func(self.namespace, **options)`."""
_LONGEST = 16
_GETATTR = late(whole("getattr"))
_HARMLESS_GETATTR = late(
    r"""getattr(?:\s*\([^,"'#\\\n]{1,100},\s*(?:[^,"'#\\\n()]{1,100}|'\w*'|"\w*")\s*[,)]"""
    r"""|[ \t]*[^\s(\\#)])"""
)
"""The name it asks for is one word, or no literal; or it isn't called at all."""
_DJANGO = late(whole("Migration"))
_ALEMBIC = ("revision", "alembic")
_AERICH = "BaseDBAsyncClient"
_ADDING = (".append", ".add", ".insert", "=")
_TAKEN = late(r"[\])]\s*\(|=\s*[\w.]+\s*\[|\bfor\b")
_SH = [late(rf"{whole(word)}[ \t]+sh\b") for word in ("import", "from")]
_GAP = late(r"[ \t\f!?$`]*[^\x00-\x7f]*[ \t\f]*")
_OPENS = late(r"[^\n(]{0,200}\(")
_BELOW = late(r"(?:[\s)\\]{1,400}|#[^\n]{0,400}\n){0,16}")
_USED = late(r"\(|as\b|[\s)\\#]")
_DEFINES = late(r"\b(?:def|class)\s+$")
_DELETES = late(r"del\s+[\w.]+(?:\([^()\n]{0,80}\))?\[")
_TARGET = late(
    r"\b(?:target|func|function|fn|python_callable)\s*=\s*[\w.]*\Z"
    r"|=\s*(?:static|class)method\(\s*[\w.]*\Z"
)
"""What stands before a function that a thread or an operator is given, or that a class keeps."""
_FAR = 200
_NAMES = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."
_GOING_ON = (".", "\\", "")
"""What may lead on to the name of a method, and what stands before it that isn't known."""
_TAKES_SET = late(
    rf"{whole('import')}[^\n]*\bset\b|^[ \t]*set[ \t]*,?[ \t]*$|\bset[ \t]*=(?!=)", re.MULTILINE
)
_ALONE = late(r"""[rbuRBU]{0,2}(?:"([^"\\\n]*)"|'([^'\\\n]*)')\s*(?![\s"'rRbBuUfF#\\])""")
"""A literal that no other is joined to."""


def worth_parsing(path: str, text: str, settings: Settings) -> bool:
    """Whether a text that the screen has kept may hold anything that a reader tells of."""
    if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
        # Python reads names in their normal form: mostly it is prose that has none.
        normal = unicodedata.normalize("NFKC", text)
        return worth_parsing(path, normal, settings) or _is_worth_it(path, text, settings)
    return _is_worth_it(path, text, settings)


def _is_worth_it(path: str, text: str, settings: Settings) -> bool:
    """The same for a text as it is written."""
    glance = _Glance(text)
    return (
        MARK in text
        or "\0" in text
        or glance.may_migrate(path)
        or any(glance.may_be_used(start, end) for start, end in counting(path, text, settings))
        or bool(screen.loosening_places(text))
        or screen_settings.hands_on_settings(text)
        or glance.may_list_actions()
        or glance.may_spell()
        or glance.may_hold_secret()
        or (bool(screen.telling_places(text)) and not settings.is_test(path))
    )


@cache
def _passing(name: str) -> re.Pattern[str]:
    # Each by itself: a pattern of all of them is tried at every place of a text.
    return re.compile(rf"{whole(name)}\s*[(\\#]")


class _Glance:
    """Looks at one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def may_migrate(self, path: str) -> bool:
        """Whether the text may be a migration: of Django, Alembic or aerich."""
        text = self.text
        if _AERICH in text or _DJANGO.search(text) is not None:
            return True
        named = "/versions/" in f"/{path}" or any(word in text for word in _ALEMBIC)
        return named and "upgrade" in text

    def may_list_actions(self) -> bool:
        """Whether the text may be doit's tasks, which return what they run."""
        return "def task_" in self.text and "actions" in self.text

    def may_be_used(self, start: int, end: int) -> bool:
        """Whether a word may be called where it stands, handed on, or given another name."""
        text = self.text
        if text.startswith("del", start) and end - start == len("del"):
            return _DELETES.match(text, start) is not None
        gap = _GAP.match(text, end)
        at = end if gap is None else gap.end()
        behind = text[at : at + 1]
        if behind == "(" and self._is_pythons_own(start, end):
            return False
        if behind == "(" or _OPENS.match(text, end):
            return _DEFINES.search(text, max(start - _FAR, 0), start) is None
        if behind in ("'", '"'):
            return "getattr" in text or self._binds
        if behind == "a":
            return text.startswith("as", at) and not text[at + 2 : at + 3].isidentifier()
        if behind == "[" or behind in ("&", "."):
            return self._binds
        if behind in (",", ")") and _TARGET.search(text, max(start - _FAR, 0), start):
            return True
        if behind in (",", "]", "}"):
            handed = behind == "," and (self._passes_on or self._calls_given)
            return handed or self._may_be_kept(start)
        if behind not in ("", "\n", "\r", ";", ")", "#", "\\"):
            return False
        below = _BELOW.match(text, at)
        if below is not None and _USED.match(text, below.end()):
            return True
        kept = below is not None and text[below.end() : below.end() + 1] in ("]", "}")
        if (kept or behind == ")") and self._may_be_kept(start, adding=not kept):
            return True
        return self._passes_on or self._calls_given or self._may_be_assigned(start)

    def _is_pythons_own(self, start: int, end: int) -> bool:
        """Whether it is `set(…)`, which is a method's name in stores and Python's own by itself."""
        text = self.text
        if end - start != len("set") or not text.startswith("set", start):
            return False
        left = text[max(start - _FAR, 0) : start].rstrip()[-1:]
        return left not in _GOING_ON and not self._takes_set

    @cached_property
    def _takes_set(self) -> bool:
        """Whether the text may take something of that name from another module."""
        return _TAKES_SET.search(self.text) is not None

    def _may_be_kept(self, start: int, *, adding: bool = False) -> bool:
        """Whether the expression that ends in a word may stand in a list or dictionary.

        With `adding` it is one that a list is given: `STEPS.append(os.remove)`.
        """
        held = self.text[max(start - _FAR, 0) : start].rstrip(_NAMES)
        left = held.rstrip(" \t\f\r\n(\\")
        if adding:
            return left.endswith(_ADDING) and self._takes_out
        # A word between commas is prose more often than a function.
        before = "[{(:,#" if start and self.text[start - 1] == "." else "[{(:#"
        return (not left or left[-1] in before or not left[-1].isascii()) and self._takes_out

    @cached_property
    def _binds(self) -> bool:
        """Whether a library is imported whose commands are asked for by texts and attributes."""
        text = self.text
        may_import = " sh" in text or "\tsh" in text
        return "plumbum" in text or (may_import and any(one.search(text) for one in _SH))

    @cached_property
    def _takes_out(self) -> bool:
        """Whether something is called that may have been taken out of a list or dictionary."""
        return _TAKEN.search(self.text) is not None

    @cached_property
    def _passes_on(self) -> bool:
        """Whether the text calls a function that calls what it is given."""
        text = self.text
        return any(name in text and _passing(name).search(text) is not None for name in PASSES_ON)

    @cached_property
    def _calls_given(self) -> bool:
        """Whether a function of the text may call one that it is handed: `call(*args)`."""
        at = self.text.find("(*")
        while at >= 0:
            if _CALLING.search(self.text, max(at - _LONGEST, 0), at) is not None:
                return True
            at = self.text.find("(*", at + 1)
        return ", *" in self.text and _GIVES_MORE.search(self.text) is not None

    def _may_be_assigned(self, start: int) -> bool:
        """Whether the expression that ends in a word may be what a name is given."""
        held = self.text[max(start - _FAR, 0) : start].rstrip(_NAMES)
        left = held.rstrip(" \t\f\r\n(\\")
        if not left or left[-1] in "=)]}\"'" or not left[-1].isascii():
            return True
        return "\n" in held[len(left) :] and "#" in left[left.rfind("\n") + 1 :]

    def may_spell(self) -> bool:
        """Whether a name may be put together of pieces: `getattr(os, "sys" "tem")`."""
        return any(
            _HARMLESS_GETATTR.match(self.text, match.start()) is None
            for match in _GETATTR.finditer(self.text)
        )

    def may_hold_secret(self) -> bool:
        """Whether a literal under a secret's name may be one."""
        places = screen.secret_places(self.text)
        if not places:
            return False
        from guardrail.frontends.python.readers.secrets.secret_literals import (
            is_secret,
            names_secret,
            names_token,
        )

        for name, quote in places:
            if names_secret(name) or names_token(name):
                alone = _ALONE.match(self.text, quote)
                if alone is None or is_secret(name, alone[1] or alone[2] or ""):
                    return True
        return False
