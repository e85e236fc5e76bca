"""Lists of a command's words that a helper makes of what it is given."""

from __future__ import annotations

import pytest
from reading_python import shown

START = "import subprocess\n"


@pytest.mark.parametrize(
    ("helper", "given", "told"),
    [
        ("drop(name):\n    return ['dropdb', name]", "drop('shop')", "dropdb shop"),
        ("drop(name='shop'):\n    return ['dropdb', name]", "drop()", "dropdb shop"),
        ("drop(a, b='-e'):\n    return ['dropdb', b, a]", "drop('shop')", "dropdb -e shop"),
        ("drop(*words):\n    return ['dropdb', *words]", "drop('-f', 'shop')", "dropdb -f shop"),
        ("drop(words=()):\n    return ['dropdb', *words]", "drop(['shop'])", "dropdb shop"),
        (
            "drop(name):\n    words = ['dropdb']\n    words += ['-f', name]\n    return words",
            "drop('shop')",
            "dropdb -f shop",
        ),
    ],
)
def test_a_parameter_among_the_words(helper: str, given: str, told: str) -> None:
    code = f"{START}def {helper}\n\nsubprocess.run({given}, check=True)\n"
    assert f"shell: {told}" in shown(code)


def test_a_parameter_that_is_made_anew_is_not_what_was_given() -> None:
    code = "def drop(name):\n    name = own(name)\n    return ['dropdb', name]\n\n"
    found = shown(f"{START}{code}subprocess.run(drop('shop'))\n")
    assert not [one for one in found if "shop" in one]


def test_each_call_gives_its_own_words() -> None:
    code = "def git(*words):\n    return ['git', *words]\n\n"
    runs = "subprocess.run(git('push', '--force', 'origin', 'main'))\nsubprocess.run(git('push'))\n"
    found = [one for one in shown(START + code + runs) if one.startswith("shell")]
    assert found == ["shell: git push --force origin main", "shell: git push"]
