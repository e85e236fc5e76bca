"""Where a path strikes."""

import pytest
from guardrail_rules.file_places import Place, place


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", Place.EVERYTHING),
        ("//", Place.EVERYTHING),
        ("/*", Place.EVERYTHING),
        ("/tmp/..", Place.EVERYTHING),
        ("/home", Place.EVERYTHING),
        ("/etc/", Place.EVERYTHING),
        ("/Users", Place.EVERYTHING),
        ("~", Place.EVERYTHING),
        ("~/", Place.EVERYTHING),
        ("~/*", Place.EVERYTHING),
        ("$HOME", Place.EVERYTHING),
        ("${HOME}/*", Place.EVERYTHING),
        (".", Place.EVERYTHING),
        ("./", Place.EVERYTHING),
        ("./*", Place.EVERYTHING),
        ("*", Place.EVERYTHING),
        ("..", Place.EVERYTHING),
        ("build/..", Place.EVERYTHING),
        (".git", Place.HISTORY),
        ("./vendor/.git/", Place.HISTORY),
        ("/var/lib/postgresql", Place.OUTSIDE),
        ("/home/me/project", Place.OUTSIDE),
        ("~/work", Place.OUTSIDE),
        ("$HOME/work", Place.OUTSIDE),
        ("../other", Place.OUTSIDE),
        ("/tmp", Place.PASSING),
        ("/tmp/build", Place.PASSING),
        ("/var/lib/apt/lists/*", Place.PASSING),
        ("~/.cache/pip", Place.PASSING),
        ("/tmpfiles", Place.OUTSIDE),
        ("~/.shop/caches/pages", Place.PASSING),
        ("~/Library/Caches/shop", Place.PASSING),
        ("/cache", Place.OUTSIDE),
        ("~/caches-of-mine", Place.OUTSIDE),
        ("/tmp/../etc/shop", Place.OUTSIDE),
        ("build", Place.INSIDE),
        ("./dist/", Place.INSIDE),
        ("src/a/../b", Place.INSIDE),
        ("", Place.UNKNOWN),
        ("$TARGET", Place.PARTLY),
        ("${TARGET}/data", Place.PARTLY),
        ("${TMPDIR}/shop", Place.PASSING),
        ("$build_dir/out", Place.PASSING),
        ("${PWD}/out", Place.INSIDE),
        ("${PWD}/*", Place.EVERYTHING),
        ("gr_hole_0/cache", Place.UNKNOWN),
    ],
)
def test_a_path_strikes_where_it_says(path: str, expected: Place) -> None:
    assert place(path) is expected
