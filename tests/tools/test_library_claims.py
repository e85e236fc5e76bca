"""Each row of what is known of Python libraries says how it is proved: no silent rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from guardrail.knowledge.python import all_kinds, all_rows
from guardrail.knowledge.python.kinds import Gives, Kind, Makes, OfKind
from guardrail.knowledge.python.rows import NOWHERE, Row
from tools.library_claims import State, proof_of, rows_by_library
from tools.library_claims.calls import Unknown, asked_of_kind
from tools.library_claims.held import CLASSES, held
from tools.library_claims.runs import RUN
from tools.library_claims.tables import HAVE, OF_LIBRARIES, UNSEEN

ROOT = Path(__file__).parents[2]
ROWS = list(rows_by_library())


def test_every_row_is_run_or_checked_or_says_why_not() -> None:
    assert [row for _, row in ROWS] == list(all_rows())
    for library, row in ROWS:
        proof = proof_of(library, row)
        assert proof.detail, row
        assert bool(proof.groups) or proof.state is not State.CHECKED or "botocore" in proof.detail
        named = {name for group in proof.groups for _, name, _ in group}
        unseen = {name for name, _ in proof.unseen}
        if proof.state is State.CHECKED and not isinstance(row, OfKind) and proof.groups:
            for name in row.names:
                assert name in unseen or name in named or name.rpartition(".")[2] in named, name


@pytest.mark.parametrize("kind", [one for one in all_kinds() if isinstance(one, Makes)])
def test_every_maker_is_asked_for_or_says_why_not(kind: Kind) -> None:
    assert isinstance(kind, Makes)
    reasons = " ".join(kind.names)
    assert asked_of_kind(kind) or kind.unproved or any(one in reasons for one in UNSEEN)


def test_a_row_that_nothing_is_said_of_is_found() -> None:
    row = Row(names=(".obliterate",), example="thing.obliterate()")
    with pytest.raises(Unknown):
        proof_of("dbapi", row)


def test_what_is_said_to_be_run_is_called_there() -> None:
    known = {
        library: {name for of, row in ROWS if of == library for name in row.names}
        for library in RUN
    }
    for library, calls in RUN.items():
        for name, where in calls.items():
            assert name in known[library], (library, name)
            place = ROOT / where
            files = sorted(place.glob("*.py")) if place.is_dir() else [place]
            method = name.rpartition(".")[2]
            assert any(
                f"{method}(" in text or f".{method}," in text
                for text in (file.read_text() for file in files)
            ), (library, name)


def test_the_tables_speak_of_libraries_and_names_that_are_known() -> None:
    libraries = {library for library, _ in ROWS}
    assert set(HAVE) <= libraries
    assert set(OF_LIBRARIES) <= libraries
    names = [name for row in all_rows() for name in row.names]
    names += [name for kind in all_kinds() for name in getattr(kind, "names", ())]
    for beginning in UNSEEN:
        last = beginning.rpartition(" ")[2]
        known = last if any(name.startswith(last) for name in names) else last.rpartition(".")[0]
        assert any(name.startswith(known) for name in names), beginning


def test_what_is_held_is_a_kind_that_something_gives() -> None:
    given = {one.gives for one in all_kinds() if isinstance(one, Gives)}
    makes = [one for one in all_kinds() if isinstance(one, Makes)]
    made = {one.kind for one in makes}
    named = {one.kind for one in makes if one.by != NOWHERE}  # what an argument says is added
    known = {name for name in CLASSES if name.rpartition(" ")[0] in named}
    assert set(CLASSES) <= given | made | known


def test_what_a_client_holds_is_asked_of_a_client_that_talks_to_nobody() -> None:
    assert held("cloudflare kv.namespaces") == [
        "made cloudflare:Cloudflare(api_token='a').kv.namespaces"
    ]
    assert held("mongo collection") == []
