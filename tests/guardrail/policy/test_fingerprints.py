"""Fingerprints name a finding whatever moves around it, as long as its code stays the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from guardrail.model import Span
from guardrail.policy.fingerprint import fingerprint, fingerprinted

from .conftest import finding


def of(*findings: object) -> list[str]:
    return [each.fingerprint for each in fingerprinted(findings)]  # type: ignore[arg-type]


def test_it_is_sixteen_hexadecimal_digits() -> None:
    name = fingerprint("unscoped-delete", "DataChange|users", "clean", 0)
    assert len(name) == 16
    int(name, 16)


def test_line_path_and_message_do_not_matter() -> None:
    moved = replace(finding(start=500, path="other/place.sql"), message="said otherwise")
    assert of(finding()) == of(moved)


def test_rule_statement_and_symbol_do() -> None:
    names = {
        *of(finding()),
        *of(finding("unscoped-update")),
        *of(finding(target="orders")),
        *of(replace(finding(), symbol="0007_drop.Migration")),
    }
    assert len(names) == 4


def test_equals_in_one_file_are_counted_in_order() -> None:
    first, second = fingerprinted([finding(start=50), finding(start=5)])
    assert first.span.start == 5
    assert first.fingerprint == of(finding())[0]
    assert second.fingerprint != first.fingerprint


def test_equals_in_different_files_are_not() -> None:
    one, other = of(finding(path="a.sql"), finding(path="b.sql"))
    assert one == other


@given(st.permutations([finding(start=n, target=t) for n in (0, 20, 40) for t in "ab"]))
def test_the_order_in_which_rules_ran_does_not_matter(shuffled: list[object]) -> None:
    places = {
        (each.span, each.effect): each.fingerprint
        for each in fingerprinted(shuffled)  # type: ignore[arg-type]
    }
    assert len(set(places.values())) == 6
    again = fingerprinted([finding(start=n, target=t) for n in (0, 20, 40) for t in "ab"])
    assert places == {(each.span, each.effect): each.fingerprint for each in again}


def test_an_undecodable_name_is_a_name_too() -> None:
    assert of(replace(finding(), symbol="\udcff", span=Span("\udcff.sql", 0, 1)))
