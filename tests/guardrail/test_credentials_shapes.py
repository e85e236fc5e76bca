"""Token shapes: each is found by its words, wherever it stands; checksums tell a token apart."""

from __future__ import annotations

import base64
import re
import time

import pytest
from guardrail_rules.credential.specimens import drawn, github_token
from guardrail_rules.credential.specimens import private_key as pem
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guardrail.knowledge.credentials import SCREEN_WORDS
from guardrail.knowledge.credentials.checksums import bech32_holds, crc32_base62, crc_holds
from guardrail.knowledge.credentials.scan import is_decoy, tokens
from guardrail.knowledge.credentials.shapes import Shape
from guardrail.knowledge.credentials.structures import (
    aws_key_id,
    json_web_token,
    private_key,
    pypi_token,
)
from guardrail.knowledge.credentials.table import SHAPES

NAMED = [pytest.param(shape, id=f"{n}-{shape.kind}") for n, shape in enumerate(SHAPES)]


@pytest.mark.parametrize("shape", NAMED)
def test_a_shape_is_found_by_its_words(shape: Shape) -> None:
    shortest = re.sub(r"\{(\d+),\d+\}", r"{\1}", shape.pattern)

    @settings(max_examples=3, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(re.compile(shortest, re.ASCII), fullmatch=True))
    def found(token: str) -> None:
        before = f"{shape.words[0]} = '" if shape.anywhere else "x = '"
        text = f"{before}{token}'\n"
        inside = range(len(before), len(before) + len(token) + 1)
        assert any(each.start in inside and each.end in inside for each in tokens(text))

    found()


def test_there_are_many_providers() -> None:
    assert len({shape.provider for shape in SHAPES}) >= 70


@pytest.mark.parametrize("shape", NAMED)
def test_words_are_long_enough_for_the_screen_and_part_of_it(shape: Shape) -> None:
    assert shape.words
    assert all(word in SCREEN_WORDS for word in shape.words)
    assert all(len(word) >= 4 or shape.anywhere for word in shape.words)


@pytest.mark.parametrize(
    "around",
    ["{}", "'{}'", "TOKEN={}\n", "say(\\n{})", "a {} b", "https://x:{}@github.com/o/r", "ü{}"],
)
def test_a_token_is_found_in_any_surroundings(around: str) -> None:
    token = github_token()
    text = around.format(token)
    (found,) = tokens(text) if "ü" not in around else tokens(text.replace("ü", "ü "))
    assert found.end - found.start == len(token)


@pytest.mark.parametrize("around", ["x{}", "_{}", "{}x", "{}0"])
def test_a_longer_word_is_no_token(around: str) -> None:
    assert not list(tokens(around.format(github_token())))


def test_spans_are_code_points_also_after_characters_outside_the_basic_plane() -> None:
    text = f"'🔑 ключ {github_token()}'"
    (found,) = tokens(text)
    assert text[found.start : found.end] == github_token()


def test_lone_surrogates_are_read_over() -> None:
    (found,) = tokens(f"\udcff {github_token()}")
    assert found.start == 2


def test_overlapping_shapes_are_one_token() -> None:
    jwt = ".".join(("eyJhbGciOiJIUzI1NiJ9", "eyJ" + drawn("payload", 40), drawn("signature", 43)))
    assert len(list(tokens(f"ghs_12345_{jwt}"))) == 1


@pytest.mark.parametrize(
    "token",
    [
        "ghp_" + "x" * 36,
        "ghp_" + "0123456789" * 3 + "012345",
        "sk_live_" + "your" + drawn("rest", 24),
        "AKIAIOSFODNN7" + "EXAMPLE",
        "sk_live_" + "abcdefghijklmnopqrstuvwx",
    ],
)
def test_invented_tokens_are_decoys(token: str) -> None:
    assert is_decoy(token)


def test_a_drawn_token_is_none() -> None:
    assert not is_decoy(github_token())


@given(
    st.text(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=30, max_size=30
    )
)
def test_the_checksum_holds_for_what_it_was_made_from_and_for_nothing_else(body: str) -> None:
    checksum = crc32_base62(body)
    assert len(checksum) == 6
    assert crc_holds(f"npm_{body}{checksum}")
    assert not crc_holds(f"npm_{body[:-1]}{'a' if body[-1] != 'a' else 'b'}{checksum}")


def test_bech32_knows_the_strings_of_its_standard() -> None:
    """Valid and invalid ones from BIP-173."""
    assert bech32_holds("A12UEL5L")
    assert bech32_holds("split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w")
    assert not bech32_holds("A12UEL5M")
    assert not bech32_holds("1nwldj5".upper())


def test_an_aws_key_tells_its_account() -> None:
    account = 123456789012
    packed = (account << 7).to_bytes(6, "big") + b"guard"[:4]
    key = "AKIA" + base64.b32encode(packed).decode()
    assert aws_key_id(key[:20]).host == "AWS account 123456789012"


def test_a_pypi_token_tells_its_host() -> None:
    signed = b"\x02\x01\x08pypi.org\x02\x10" + b"i" * 16 + b"\x00\x00\x06\x20" + b"s" * 32
    token = "pypi-" + base64.urlsafe_b64encode(signed).decode().rstrip("=")
    facts = pypi_token(token)
    assert facts.host == "pypi.org"
    assert facts.holds is True


def _jwt(header: str, payload: str) -> str:
    parts = [
        base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in (header, payload)
    ]
    return ".".join((*parts, drawn("signature", 43)))


def test_web_tokens_are_told_apart_by_role() -> None:
    header = '{"alg":"HS256","typ":"JWT"}'
    project = drawn("project", 20, "abcdefghijklmnopqrstuvwxyz")
    service = _jwt(header, f'{{"iss":"supabase","ref":"{project}","role":"service_role"}}')
    assert json_web_token(service).kind == "Supabase service_role key"
    assert json_web_token(service).host == f"{project}.supabase.co"
    assert json_web_token(_jwt(header, '{"iss":"supabase","role":"anon"}')).public
    assert json_web_token(_jwt(header, '{"sub":"1234567890","name":"John Doe"}')).public
    assert json_web_token(_jwt('{"alg":"none"}', '{"sub":"7"}')).public
    kubernetes = _jwt(header, '{"iss":"kubernetes/serviceaccount"}')
    assert json_web_token(kubernetes).kind == "Kubernetes service account token"
    assert json_web_token(_jwt(header, "[" * 5000)).public


def test_a_key_block_is_measured() -> None:
    whole = pem()
    assert private_key(whole).holds is True
    assert private_key(whole.replace("\n", "\\n")).holds is True
    lines = whole.splitlines()
    assert private_key("\n".join([*lines[:9], lines[-1]])).holds is None
    assert private_key("\n".join([*lines[:3], lines[-1]])).holds is False
    assert private_key(pem("ENCRYPTED")).kind == "encrypted private key"
    assert len(list(tokens(whole))) == 1
    assert not list(tokens(whole.replace("PRIVATE", "PUBLIC")))


@pytest.mark.parametrize(
    "word",
    [
        "ghp_",
        "T3BlbkFJ",
        "sk-proj-T3BlbkFJ",
        "-----BEGIN PRIVATE KEY-----",
        "AKIA" + "A" * 16 + " ",
        "eyJhbGciOi",
        "dop_v1_",
        ".atlasv1.",
        "AZDO",
        "://a:b",
    ],
)
def test_reading_is_linear_in_repetitions(word: str) -> None:
    started = time.process_time()
    list(tokens(word * (200_000 // len(word))))
    assert time.process_time() - started < 1.0
