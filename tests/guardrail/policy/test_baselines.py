"""The baseline: what a project had already, one line a finding."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from guardrail.model import Category, Suppression, SuppressionKind
from guardrail.policy import baseline as baselines
from guardrail.policy.baseline import Baseline, Entry, Remaining
from guardrail.policy.fingerprint import fingerprinted
from guardrail.policy.problems import PolicyError

from .conftest import finding

A = Entry("a.sql", "unscoped-delete", "a" * 16)
B = Entry("b.sql", "unscoped-delete", "b" * 16)

entries = st.builds(
    Entry,
    st.text(min_size=1, max_size=8),
    st.sampled_from(["unscoped-delete", "dropped-table"]),
    st.text("0123456789abcdef", min_size=16, max_size=16),
)
anything = st.builds(Baseline, st.dictionaries(entries, st.integers(1, 9), max_size=6))


@given(anything)
def test_what_is_written_is_what_is_read(baseline: Baseline) -> None:
    text = baselines.render(baseline)
    assert text.isascii()
    assert baselines.parse(text, "x.json") == baseline
    assert baselines.render(baselines.parse(text, "x.json")) == text


def test_it_is_sorted_json_with_one_entry_a_line() -> None:
    text = baselines.render(Baseline({B: 1, A: 2}))
    assert text == (
        '{"version": 1, "findings": [\n'
        '{"path": "a.sql", "rule": "unscoped-delete", "fingerprint": "aaaaaaaaaaaaaaaa", '
        '"count": 2},\n'
        '{"path": "b.sql", "rule": "unscoped-delete", "fingerprint": "bbbbbbbbbbbbbbbb", '
        '"count": 1}\n'
        "]}\n"
    )


@pytest.mark.parametrize("path", ["\udcff.sql", "new\nline.sql", "ü.sql"])
def test_any_path_can_stand_in_it(path: str) -> None:
    baseline = Baseline({replace(A, path=path): 1})
    assert baselines.parse(baselines.render(baseline), "x.json") == baseline


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "isn't valid JSON"),
        ('{"version": 1, "findings": [\n<<<<<<< HEAD\n', 2, "isn't valid JSON"),
        ("[]", 1, "isn't a baseline: it has no list of findings"),
        ('{"version": 2, "findings": []}', 1, "is of another version than 1"),
        ('{"version": 1, "findings": [\n3\n]}', 2, "an entry isn't an object"),
        ('{"version": 1, "findings": [\n{"path": "a"}\n]}', 2, 'an entry has no "rule"'),
        (
            (
                '{"version": 1, "findings": [\n{"path": "a", "rule": "r", "fingerprint": "f", '
                '"count": 0}\n]}'
            ),
            2,
            'an entry\'s "count" must be a positive number',
        ),
        ("[" * 100_000, 0, "isn't a baseline"),
        ('{"version": ' + "9" * 5_000 + "}", 0, "isn't a baseline"),
    ],
)
def test_a_broken_one_is_an_error_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        baselines.parse(text, "x.json")
    assert (caught.value.path, caught.value.line) == ("x.json", line)
    assert message in caught.value.message


def test_the_same_entry_from_two_branches_counts_as_the_larger() -> None:
    lines = baselines.render(Baseline({A: 2})).splitlines()
    doubled = "\n".join([lines[0], lines[1].replace("2}", "1}") + ",", lines[1], lines[2]])
    assert baselines.parse(doubled, "x.json") == Baseline({A: 2})


class TestMatching:
    """A finding uses up one count of its fingerprint."""

    def test_as_often_as_it_was_found_and_no_more(self) -> None:
        left = Remaining(Baseline({A: 2}), lambda _: True)
        taken = [left.take(A.rule, A.fingerprint, A.path) for _ in range(3)]
        assert taken == [True, True, False]

    def test_a_file_that_moved_takes_its_entries_along(self) -> None:
        left = Remaining(Baseline({A: 1}), lambda path: path != "a.sql")
        assert left.take(A.rule, A.fingerprint, "moved.sql")
        assert not left.take(A.rule, A.fingerprint, "copied.sql")

    def test_a_copy_of_a_file_that_is_still_there_is_new(self) -> None:
        left = Remaining(Baseline({A: 1}), lambda _: True)
        assert not left.take(A.rule, A.fingerprint, "copied.sql")


class TestMaking:
    """From findings to a baseline."""

    def test_it_holds_what_counts_and_what_it_held(self) -> None:
        held = Suppression(SuppressionKind.BASELINE)
        waived = Suppression(SuppressionKind.WAIVER)
        one, two, three, four = fingerprinted(
            [
                finding(start=0),
                replace(finding(start=20), suppressed=held),
                replace(finding(start=40), suppressed=waived),
                replace(finding(start=60), category=Category.ANALYSIS),
            ]
        )
        made = baselines.of([one, two, three, four])
        assert {entry.fingerprint for entry in made.counts} == {one.fingerprint, two.fingerprint}

    def test_an_equal_finding_in_two_files_is_two_entries(self) -> None:
        found = fingerprinted([finding(path="a.sql"), finding(path="b.sql")])
        assert baselines.of(found).total() == 2

    def test_update_replaces_what_was_judged(self) -> None:
        new = replace(A, fingerprint="c" * 16)
        revision = baselines.updated(
            Baseline({A: 1, B: 1}), Baseline({new: 2}), lambda path: path == "a.sql"
        )
        assert revision.baseline == Baseline({new: 2, B: 1})
        assert (revision.added, revision.removed) == (2, 1)

    def test_prune_only_takes_away(self) -> None:
        new = replace(A, fingerprint="c" * 16)
        revision = baselines.pruned(
            Baseline({A: 3, B: 1}), Baseline({A: 2, new: 1}), lambda _: True
        )
        assert revision.baseline == Baseline({A: 2})
        assert (revision.added, revision.removed) == (0, 2)

    @given(anything, anything)
    def test_pruning_never_allows_more(self, old: Baseline, now: Baseline) -> None:
        pruned = baselines.pruned(old, now, lambda _: True).baseline
        assert all(n <= old.counts[entry] for entry, n in pruned.counts.items())

    def test_the_file_is_plain_json(self) -> None:
        assert json.loads(baselines.render(Baseline())) == {"version": 1, "findings": []}
