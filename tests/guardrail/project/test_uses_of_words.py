"""Uses of a word are looked for where it stands: all that a search of the whole text would find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from guardrail.project.uses import other
from guardrail.project.uses.files import File
from guardrail.project.uses.names import names_of
from guardrail.project.uses.other import other_hits

WORDS = ("email", "Email", "user_email", "emails", "e")
SIGNS = (".", "->", "?", "!", ":", "'", '"', "`", " ", "_", "é", ">", "-", "\n")
PIECES = (*WORDS, *SIGNS, "user", "x")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def spans(found: list[re.Match[str]]) -> list[tuple[int, int, str | None]]:
    return [(*one.span(), one.lastgroup) for one in found]


@given(TEXTS, st.sets(st.sampled_from(WORDS), min_size=1))
def test_what_is_found_around_words_is_what_a_search_finds(text: str, words: set[str]) -> None:
    spelled = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    pattern = re.compile(
        rf"(?<!\w)(?P<whose>\w+)[?!]?(?:\.|->)(?P<field>{spelled})\b"
        rf"|[\"'`](?P<text>{spelled})[\"'`]"
        rf"|(?<![\w.])(?P<key>{spelled}):(?!:)|(?<![\w:]):(?P<symbol>{spelled})\b"
    )
    assert spans(list(other._around(pattern, text, words))) == spans(list(pattern.finditer(text)))


@given(TEXTS)
def test_a_table_is_found_where_a_search_finds_it(text: str) -> None:
    pattern = re.compile(r"(?:[\"'`]|(?<!:):)email(?!\w)")
    found = list(other._around(pattern, text, ("email",)))
    assert spans(found) == spans(list(pattern.finditer(text)))


def test_a_declaration_is_found_by_any_name_of_its_model() -> None:
    text = "class User {\n  private String email;\n}\nclass Other {\n  String email;\n}\n"
    file = File("app/User.java", "other", text)
    told = [hit.message for hit in other_hits(file, names_of("users", "email", ()))]
    assert "User declares it" in told
    assert "Other declares it" not in told
