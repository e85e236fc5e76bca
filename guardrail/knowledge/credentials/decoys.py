"""Decoys: text that stands where a secret would stand and is none.

References to a secret kept elsewhere, placeholders that ask to be filled in, runs and repetitions.
"""

from __future__ import annotations

from collections import Counter

from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

LONGEST = 4096


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for tables that read better as prose."""
    return frozenset(text.split())


# A value that names where the secret is: templates, secret managers, files, ciphertext.
_INDIRECT = late(
    r"\$\{|\{\{|\{%|%\(|#\{|\$\(|\$\[|<%"
    r"|^\$[A-Za-z_]|^%[A-Za-z_]+%$|^@[A-Za-z_]+@$|^\{[A-Za-z_][\w.\[\]!:]*\}$|^:[A-Za-z_]\w*$|^%s$"
    r"|^!\w+|^(?:op|vault|file|env|ssm|secret|secretsmanager|keyring|ref\+\w+|arn|gcp|aws|azure):"
    r"|^(?:ENC\[|\$ANSIBLE_VAULT)|^/(?:run|var/run|etc)/"
    r"|^(?:os\.environ|process\.env)\b|^#/|^\{\d*\}$|^\(\([\w./:-]+\)\)$"
)
# A shell or Python format field in the middle of a text that is otherwise fixed.
_FIELD = late(r"\{[A-Za-z_][\w.]*\}|%[sdr]\b|\$[A-Z_]{3,}|\*{3,}|\.{3,}|…|<[^<>\n]{1,60}>")

_PLACEHOLDER_PARTS = (
    "changeme",
    "changethis",
    "changeit",
    "replaceme",
    "replacewith",
    "replacethis",
    "placeholder",
    "insertyour",
    "enteryour",
    "putyour",
    "example",
    "redacted",
    "notarealkey",
    "notasecret",
    "notsecret",
    "nosecret",
    "dummy",
    "fillmein",
    "fixme",
    "todo",
    "foobar",
    "lorem",
    "deadbeef",
    "insecure",
    "missing",
)
_WRITTEN_LIKE = late(r"\^[^\s$]*(?:\[[^\s\]]+\]|\\[wdSW])[^\s$]*\$")
"""A regular expression that says what secrets look like: `^[a-zA-Z0-9]{12,}$`."""
_PLACEHOLDER_STARTS = ("your", "mysecret", "mypassword", "mytoken", "myapikey", "some", "fake")
_PLACEHOLDER_WORDS = word_set(
    "none null nil true false undefined empty unset na n/a omitted hidden sample test tests testing"
    " string str value text varchar yes no default required optional masked secret token password"
    " passwd key apikey"
)
_WORDS = late(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "01234567890123456789",
    "98765432109876543210",
    "qwertyuiopasdfghjklzxcvbnm",
)


def letters_of(text: str) -> str:
    """The text's letters alone, lower case."""
    return "".join(c for c in text.lower() if c.isalpha())


def indirection(value: str) -> bool:
    """Whether the value says where the secret is instead of being it."""
    return (
        HOLE_WORD in value
        or _INDIRECT.search(value) is not None
        or _FIELD.search(value) is not None
    )


def repetitive(value: str) -> bool:
    """Whether one character makes up most of the value, or a short piece is repeated."""
    if not value:
        return True
    if Counter(value).most_common(1)[0][1] >= 0.6 * len(value):
        return True
    return len(value) >= 6 and any(
        value == (value[:size] * (len(value) // size + 1))[: len(value)]
        for size in range(1, min(5, len(value) // 2 + 1))
    )


def is_run(value: str) -> bool:
    """Whether most of the value runs along the alphabet, the digits or the keyboard."""
    low = value.lower()
    if len(low) < 6:
        return False
    pairs = [low[i : i + 2] for i in range(len(low) - 1)]
    along = sum(any(pair in run for run in _RUNS) for pair in pairs)
    return along >= 0.6 * len(pairs)


def placeholder(value: str) -> bool:
    """Whether the value asks to be replaced, or stands for one that is elsewhere.

    True for templates, `<…>`, `xxxx`, `changeme`, `your-…`, and whatever is too long to be a
    secret. A weak password such as `hunter2` is no placeholder.
    """
    value = value.strip()
    if not value or len(value) > LONGEST:
        return True
    if indirection(value) or repetitive(value) or _WRITTEN_LIKE.fullmatch(value):
        return True
    letters = letters_of(value)
    if letters and (letters in _PLACEHOLDER_WORDS and not _worth_a_password(value)):
        return True
    if letters.startswith(_PLACEHOLDER_STARTS) or "xxxx" in letters:
        return True
    return any(part in letters for part in _PLACEHOLDER_PARTS)


def _worth_a_password(value: str) -> bool:
    """Whether digits or symbols were added to a common word, as people do for a password."""
    return any(not c.isalpha() and c not in "_-. " for c in value)


def words_of(name: str) -> list[str]:
    """The name's words, lower case, split at separators and humps; digits dropped."""
    return [word.lower() for word in _WORDS.findall(name[-200:]) if not word.isdigit()]


def only_words(value: str) -> bool:
    """Whether the value is an identifier or a phrase: letters alone, in word-like pieces."""
    if any(c.isdigit() or not (c.isalnum() or c in "_-.:/,") for c in value):
        return False
    words = words_of(value)
    return bool(words) and sum(len(word) >= 3 and _speakable(word) for word in words) >= 0.7 * len(
        words
    )


def _speakable(word: str) -> bool:
    vowels = sum(c in "aeiouy" for c in word)
    return 0.2 * len(word) <= vowels <= 0.7 * len(word)
