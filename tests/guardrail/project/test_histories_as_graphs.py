"""Histories whose steps name each other: Django's and Alembic's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from finding_histories import histories, only
from hypothesis import given
from hypothesis import strategies as st

from guardrail.model import Span
from guardrail.project.histories import History
from guardrail.stream import Enter, UnitKind


def enter(
    framework: str, revision: str, after: Sequence[str] = (), **more: tuple[str, ...]
) -> Enter:
    return Enter(
        UnitKind.MIGRATION,
        "Migration",
        Span("", 0, 0),
        framework=framework,
        revision=revision,
        after=tuple(after),
        **more,
    )


def django(**apps: Mapping[str, Enter]) -> History:
    enters = {
        f"{app}/migrations/{name}.py": one
        for app, several in apps.items()
        for name, one in several.items()
    }
    found = histories([*enters, *(f"{app}/migrations/__init__.py" for app in apps)], enters)
    assert len(found) == 1
    return found[0]


def revisions(history: History) -> list[str]:
    return [step.revision for step in history.steps]


def test_django_runs_what_others_need_first() -> None:
    history = django(
        blog={
            "0001_initial": enter("django", "blog.0001_initial", ["users.0002_more"]),
            "0002_next": enter("django", "blog.0002_next", ["blog.0001_initial", "auth.0001_x"]),
        },
        users={
            "0001_initial": enter("django", "users.0001_initial"),
            "0002_more": enter("django", "users.0002_more", ["users.0001_initial"]),
        },
    )
    assert revisions(history) == [
        "users.0001_initial",
        "users.0002_more",
        "blog.0001_initial",
        "blog.0002_next",
    ]
    assert history.trouble == ()


def test_django_knows_an_app_by_the_label_its_migrations_use() -> None:
    history = django(
        redirects={
            "0001_initial": enter("django", "redirects.0001_initial"),
            "0002_b": enter("django", "redirects.0002_b", ["wagtailredirects.0001_initial"]),
        },
    )
    assert revisions(history) == ["wagtailredirects.0001_initial", "wagtailredirects.0002_b"]


def test_a_squash_runs_in_place_of_what_it_replaces() -> None:
    history = django(
        blog={
            "0001_a": enter("django", "blog.0001_a"),
            "0002_b": enter("django", "blog.0002_b", ["blog.0001_a", "users.0001_a"]),
            "0001_squashed_0002_b": enter(
                "django", "blog.0001_squashed_0002_b", replaces=("blog.0001_a", "blog.0002_b")
            ),
            "0003_c": enter("django", "blog.0003_c", ["blog.0002_b"]),
        },
        users={"0001_a": enter("django", "users.0001_a")},
    )
    assert revisions(history) == ["users.0001_a", "blog.0001_squashed_0002_b", "blog.0003_c"]
    assert history.trouble == ()
    squash = history.steps[1].path
    assert history.stand_ins == tuple(
        (squash.replace("0001_squashed_0002_b", name), squash) for name in ("0001_a", "0002_b")
    )


def test_run_before_and_the_ends_of_an_app() -> None:
    history = django(
        a={
            "0001_a": enter("django", "a.0001_a", ["b.__latest__"]),
            "0002_b": enter("django", "a.0002_b", ["a.0001_a"]),
        },
        b={
            "0001_a": enter("django", "b.0001_a"),
            "0002_b": enter("django", "b.0002_b", ["b.0001_a"]),
        },
        c={"0001_a": enter("django", "c.0001_a", before=("b.0001_a",))},
    )
    assert revisions(history) == ["c.0001_a", "b.0001_a", "b.0002_b", "a.0001_a", "a.0002_b"]


def test_what_is_wrong_with_a_graph_is_told() -> None:
    history = django(
        a={
            "0002_b": enter("django", "a.0002_b", ["a.0001_gone"]),
            "0003_c": enter("django", "a.0003_c", ["a.0002_b"]),
            "0003_d": enter("django", "a.0003_d", ["a.0002_b"]),
        },
    )
    assert "a.0001_gone" in history.trouble[0]
    assert "a.0003_c, a.0003_d" in history.trouble[1]
    ring = django(
        a={
            "0001_a": enter("django", "a.0001_a", ["a.0002_b"]),
            "0002_b": enter("django", "a.0002_b", ["a.0001_a"]),
        },
    )
    assert len(ring.steps) == 2
    assert "waits for itself" in ring.trouble[0]


def test_django_projects_in_one_repository_are_told_apart() -> None:
    enters = {
        "one/shop/migrations/0001_a.py": enter("django", "shop.0001_a"),
        "two/shop/migrations/0001_a.py": enter("django", "shop.0001_a"),
    }
    found = histories([*enters, "one/manage.py", "two/manage.py"], enters)
    assert [(one.root, one.trouble) for one in found] == [("one", ()), ("two", ())]


def alembic(revisions: Mapping[str, Sequence[str]]) -> History:
    enters = {
        f"alembic/versions/{name}_x.py": enter("alembic", name, after)
        for name, after in revisions.items()
    }
    found = histories([*enters, "alembic/env.py"], enters)
    assert len(found) == 1
    return found[0]


def test_alembic_follows_branches_to_their_merge() -> None:
    history = alembic({"a": [], "d": ["b", "c"], "c": ["a"], "b": ["a"]})
    assert revisions(history) == ["a", "b", "c", "d"]
    assert history.trouble == ()


def test_alembic_tells_several_heads_and_missing_parents() -> None:
    assert "several heads (b, c)" in alembic({"a": [], "b": ["a"], "c": ["a"]}).trouble[0]
    assert "gone" in alembic({"b": ["gone"]}).trouble[0]


def test_revisions_that_do_nothing_are_read_from_their_text() -> None:
    text = 'revision: str = "m"\ndown_revision: tuple[str, str] = ("b", "c")\n'
    files = {
        "db/versions/1.py": 'revision = "b"\ndown_revision = None',
        "db/versions/2.py": "revision = 'c'\ndown_revision = 'b'",
        "db/versions/3.py": text,
    }
    history = only(files)
    assert revisions(history) == ["b", "c", "m"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_any_graph_of_revisions_has_an_order_and_no_parent_comes_late(
    edges: list[tuple[int, int]],
) -> None:
    """Edges lead from higher numbers to lower ones, so there is no circle."""
    after: dict[str, list[str]] = {f"r{number:02}": [] for number in range(31)}
    for one, other in edges:
        if one != other:
            after[f"r{max(one, other):02}"].append(f"r{min(one, other):02}")
    ordered = revisions(alembic(after))
    assert sorted(ordered) == sorted(after)
    place = {name: index for index, name in enumerate(ordered)}
    assert all(place[parent] < place[name] for name in after for parent in after[name])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_no_graph_loses_a_step(edges: list[tuple[int, int]]) -> None:
    after: dict[str, list[str]] = {f"r{number}": [] for number in range(10)}
    for one, other in edges:
        after[f"r{one}"].append(f"r{other}")
    assert sorted(revisions(alembic(after))) == sorted(after)
