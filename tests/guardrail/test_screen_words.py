"""No word that is looked for hides another one that begins alike, or stands in it."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from guardrail.screen_table import ALSO_BESIDE, ENTRY_WORDS, OBJECT_PACKAGES
from guardrail.screen_words import places_of, seen

LOOKED_FOR = frozenset((*ENTRY_WORDS, *OBJECT_PACKAGES)) | {
    one for words in (*ENTRY_WORDS.values(), *ALSO_BESIDE.values()) for one in words
}
NAMES = frozenset(word for word in LOOKED_FOR if word.isidentifier() and len(word) > 2)
PHRASES = sorted(LOOKED_FOR - NAMES)
NAME = re.compile(r"(?<!\w)[^\W\d]\w*")


def test_a_name_is_found_where_a_phrase_begins_like_it() -> None:
    missed = [
        text
        for phrase in PHRASES
        for last in re.findall(r"[^\W\d]\w*\Z", phrase)
        for name in NAMES
        if name != last and name.startswith(last)
        for text in (f"{phrase.removesuffix(last)}{name}(x)",)
        if name not in seen(text)
    ]
    assert not missed


PIECES = st.one_of(
    st.sampled_from(PHRASES),
    st.sampled_from(sorted(NAMES)),
    st.sampled_from((".", " ", "_", "(", "x", "s", "\n", "'")),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=6).map("".join))
def test_every_name_in_a_text_is_found(text: str) -> None:
    found, present = places_of(text, ENTRY_WORDS), seen(text)
    assert {name for name in NAME.findall(text) if name in NAMES} <= present
    assert all(text[start:end] == word for word, start, end in found)
    assert [start for _, start, _ in found] == sorted(start for _, start, _ in found)
