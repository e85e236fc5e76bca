"""The screen: which texts are worth reading at all. The fast path; it imports next to nothing.

One pass over the text looks for entry names (`execute`, `RunSQL`, `rmtree`), which the knowledge
declares and `tools/generate_screen.py` compiles into one table. A common word (`run`) counts only
beside one that it needs (`subprocess`). Whatever could hide a name (characters that Python
normalises, names made at run time) keeps a text. Readers look where the screen looked, so that
it can lose nothing they would find.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from unicodedata import is_normalized, normalize

from guardrail.automaton import Automaton
from guardrail.screen_table import (
    ALSO_BESIDE,
    CREDENTIAL_PATTERN,
    CREDENTIAL_WORDS,
    ENTRY_WORDS,
    FRAGMENTS,
    LOOSENING,
    NEAR_TELLING,
    OBJECT_PACKAGES,
    SECRET_STORES,
    SECRET_WORDS,
    TELLING,
)
from guardrail.screen_words import automaton_of, in_name, is_accompanied, places_of, seen

TYPE_CHECKING = False  # `typing` itself takes as long to import as all of the fast path
if TYPE_CHECKING:
    from re import Pattern

_MOST_OF_NAME = 60
_BEFORE, _BEHIND = 160, 240
_WHOLE = (
    *("environ)", "environ.items()", "environ.copy()", "dotenv_values(", ".headers.items()"),
    *("keyring.get_password(", "hide_password", "make_conninfo(", "make_dsn(", "BaseSettings"),
    *("model_to_dict(", "printenv", "kubectl", "id_rsa", '.key"', '.pem"', "DATABASES"),
    *("asdict(settings", "asdict(config", "vars(settings", "vars(config", "asdict(self.settings"),
    *("asdict(self.config", "__dict__", ".objects.values()", "get-secret-value", "with-decryption"),
    *('".env', "'.env", "/.env"),
)
"""What is shown as a whole, however far from where it was read."""
"""How far from a call that shows something it is looked for what may be a secret."""
_NAME_SIGNS = "_-."


@lru_cache(maxsize=1)
def entry_words() -> frozenset[str]:
    """The last parts of the names of all calls that the knowledge has."""
    return frozenset(ENTRY_WORDS)


def places(text: str, beside: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    """Where entry names stand in the text as whole words, in order (code points, end exclusive).

    Words that stand `beside` it elsewhere count as if the text had them.
    """
    return [*_counting(text, beside)]


@lru_cache(maxsize=2)
def _counting(text: str, beside: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for _, start, end in places_of(text, _that_count(text, beside)))


def _that_count(text: str, beside: tuple[str, ...] = ()) -> list[str]:
    """The entry names in the text that count there."""
    present = seen(text)
    known = present.union(beside) if beside else present
    return [word for word in present & ENTRY_WORDS.keys() if is_accompanied(word, known)]


def lacking(text: str, among: frozenset[str]) -> frozenset[str]:
    """Those of some packages that a text doesn't name, and beside whose name a word would count.

    Only those are told whose objects another module may make, and for methods of theirs alone.
    """
    # To tell all words of a text apart is dear: first it is searched.
    if not any(f".{word}" in text for word in words_beside(among)):
        return frozenset()
    present, known = seen(text), _packages_beside()
    found = places_of(text, known)
    wanted: set[str] = set()
    for word in {word for word, start, _ in found if start and text[start - 1] == "."}:
        wanted.update(known[word])
    return (among & wanted) - present


def goes_on(text: str, end: int) -> bool:
    """Whether a word that ends there is only the beginning of a longer one."""
    return end < len(text) and in_name(text[end])


def packages_named(text: str) -> frozenset[str]:
    """The packages of libraries whose names stand in the text as words, imported or not."""
    return _packages().intersection(seen(text))


@lru_cache(maxsize=1)
def _packages() -> frozenset[str]:
    return frozenset(OBJECT_PACKAGES).union(("sqlite3",))


@lru_cache(maxsize=64)
def words_beside(packages: frozenset[str]) -> dict[str, frozenset[str]]:
    """The entry names that count beside some packages, of those that `lacking` tells, with them."""
    told = {word: needed & packages for word, needed in _packages_beside().items()}
    return {word: needed for word, needed in told.items() if needed}


@lru_cache(maxsize=1)
def _packages_beside() -> dict[str, frozenset[str]]:
    """The packages beside which each entry name counts, of those whose objects are handed on."""
    packages = frozenset(OBJECT_PACKAGES)
    words = {word: packages.intersection(needed) for word, needed in ENTRY_WORDS.items() if needed}
    words |= {word: packages.intersection(needed) for word, needed in ALSO_BESIDE.items()}
    return {word: needed for word, needed in words.items() if needed}


def loosening_places(text: str) -> list[tuple[int, int, int]]:
    """Where settings stand that loosen a check: the word's place, and the end of its value."""
    return [
        (start, end, match.end())
        for word, start, end in _loosening(text)
        if (match := _behind(word).match(text, end)) is not None
    ]


def loosening_words(text: str) -> list[tuple[int, int]]:
    """Where words stand whose settings may loosen a check, whatever they are set to."""
    return [(start, end) for _, start, end in _loosening(text)]


@lru_cache(maxsize=2)
def _loosening(text: str) -> list[tuple[str, int, int]]:
    """The words in the text whose settings may loosen a check: asked of it again and again."""
    present = seen(text)
    words = [word for word in present & LOOSENING.keys() if is_accompanied(word, present)]
    return places_of(text, words) if words else []


@lru_cache(maxsize=64)
def _behind(word: str) -> Pattern[str]:
    from re import compile

    return compile(LOOSENING[word])


def hands_secrets(text: str) -> bool:
    """Whether a call may stand in the text that fetches a secret from where it is kept."""
    present = seen(text)
    return any(word in present and is_accompanied(word, present) for word in SECRET_STORES)


@lru_cache(maxsize=2)
def telling_places(text: str) -> list[tuple[int, int]]:
    """Where calls stand that show what they are given, with what may be a secret near them."""
    told = automaton_of(TELLING).find(text)
    handed = bool(told) and hands_secrets(text)
    near = [start for _, start, _ in _near_telling().find(text)] if told else []
    if not near and not handed:
        return []
    handed = handed or any(one in text for one in _WHOLE) or bool(_own_secret().search(text))
    found = []
    for _, start, end in told:
        if start and in_name(text[start]) and in_name(text[start - 1]):
            continue
        first = bisect_left(near, start - _BEFORE)
        if handed or (first < len(near) and near[first] < end + _BEHIND):
            found.append((start + (text[start] == "."), end - 1))
    return found


@lru_cache(maxsize=1)
def _own_secret() -> Pattern[str]:
    from re import compile

    return compile(
        r"""(?:environ(?:\.get\(|\[)|getenv\()["'][A-Z0-9_]*"""
        r"""(?:SECRET|PASSWORD|PASSWD|PRIVATE_KEY|API_KEY|ACCESS_KEY|DATABASE_URL|DSN)"""
    )


@lru_cache(maxsize=1)
def _near_telling() -> Automaton:
    # Words that begin with any letter: three times as fast.
    return Automaton(NEAR_TELLING, dense=True)


def secret_places(text: str) -> list[tuple[str, int]]:
    """Names that may be a secret's with a literal put to them: the name, and where its quote is.

    `PASSWORD = "…"`, `api_key="…"`, `"secret": "…"`, `environ["TOKEN"] = "…"`, `get("PWD", "…")`.
    """
    return [*_named_secrets(text)]


@lru_cache(maxsize=2)
def _named_secrets(text: str) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    last = -1
    for _, start, end in automaton_of(SECRET_WORDS).find(text):
        if start < last:
            continue
        while end < len(text) and in_name(text[end]) and end - start < _MOST_OF_NAME:
            end += 1
        quote = _literal_after(text, end)
        if quote < 0:
            continue
        first = start
        while first and _named(text[first - 1]) and end - first < _MOST_OF_NAME:
            first -= 1
        found.append((text[first:end], quote))
        last = quote
    return tuple(found)


def _named(character: str) -> bool:
    return character.isalnum() or character in _NAME_SIGNS


@lru_cache(maxsize=1)
def _literal() -> Pattern[str]:
    # Imported late: most texts have no name that could be a secret's.
    from re import compile

    return compile(
        r"""["']?\s{0,4}\]?\s{0,4}(?::\s{0,4}[\w.\[\]| ]{1,30}?)?\s{0,4}"""
        r"""(?:==?|!=|:=?|,|\()\s{0,40}(?:default\s{0,2}=\s{0,2})?\(?\s{0,40}"""
        r"""(?=[rbuRBU]{0,2}["'])"""
    )


def _literal_after(text: str, at: int) -> int:
    """Where the literal that a name is given begins, -1 where it is given none."""
    match = _literal().match(text, at)
    return match.end() if match else -1


def worth_reading(language: str, text: str) -> bool:
    """Whether the text can hold anything that its frontend would report.

    Only Python and credentials are screened: in every other language each statement counts.
    """
    if language == "credentials":
        return _may_hold_credential(text)
    if language != "python":
        return bool(text)
    if "guardrail:" in text or "\n# MAGIC" in text:
        return True
    if not text.isascii() and not is_normalized("NFKC", text):
        normal = normalize("NFKC", text)
        if automaton_of(FRAGMENTS).finds(normal) or _that_count(normal):
            return True
    return bool(
        automaton_of(FRAGMENTS).finds(text)
        or _that_count(text)
        or secret_places(text)
        or telling_places(text)
    )


@lru_cache(maxsize=1)
def _of_credentials() -> Automaton:
    # Every text of any kind is searched for these: twice as fast.
    return Automaton(CREDENTIAL_WORDS, dense=True)


def _may_hold_credential(text: str) -> bool:
    if _of_credentials().finds(text):
        return True
    if "://" not in text:
        return False
    from re import ASCII, search

    return search(CREDENTIAL_PATTERN, text, ASCII) is not None
