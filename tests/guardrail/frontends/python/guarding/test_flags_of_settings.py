"""A guard that asks a constant, a setting or the environment says what it is by default."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

WIPE = "    shutil.rmtree('/srv')\n"


def guards(code: str) -> tuple[str, ...]:
    """The guards of the only file change of the code."""
    (found,) = [one for one in items(code + WIPE) if isinstance(one, FileChange)]
    return found.guards


@pytest.mark.parametrize(
    ("setting", "guard"),
    [
        ("DRY_RUN = True", "unless DRY_RUN, a dry run by default"),
        ("DRY_RUN = os.getenv('DRY_RUN', '1') == '1'", "unless DRY_RUN, a dry run by default"),
        ("DRY_RUN = bool(int(os.getenv('DRY', '1')))", "unless DRY_RUN, a dry run by default"),
        ("DRY_RUN = os.getenv('DRY', 'true') in ('1', 'true')", "unless DRY_RUN, a dry run by"),
        ("DRY_RUN = False", ""),
        ("DRY_RUN = os.getenv('DRY_RUN', '0') == '1'", ""),
        ("DRY_RUN = os.getenv('DRY_RUN')", ""),
        ("DRY_RUN = os.getenv('DRY_RUN', True)", "unless DRY_RUN, a dry run by default"),
        ("DRY_RUN = os.getenv('DRY_RUN', False)", ""),
        ("DRY_RUN = bool(int(os.getenv('DRY_RUN', 1)))", "unless DRY_RUN, a dry run by default"),
        ("DRY_RUN = int(os.getenv('DRY_RUN', 0))", ""),
        ("DRY_RUN = load()['dry']", "unless DRY_RUN"),
    ],
)
def test_a_constant_or_a_setting(setting: str, guard: str) -> None:
    told = "".join(guards(f"{setting}\ndef f():\n    if DRY_RUN:\n        return\n"))
    assert told.startswith(guard) and bool(told) is bool(guard)


def test_a_field_of_a_class_of_settings() -> None:
    code = "class S:\n    dry_run: bool = True\n\ns = S()\ndef f():\n    if not s.dry_run:\n    "
    assert guards(code) == ("unless s.dry_run, a dry run by default",)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("os.environ.get('CONFIRM_WIPE') != 'yes'", True),
        ("os.environ.get('CONFIRM_WIPE', 'yes') != 'yes'", False),
        ("not os.getenv('FORCE')", True),
    ],
)
def test_a_variable_that_nobody_sets(condition: str, told: bool) -> None:
    found = guards(f"def f():\n    if {condition}:\n        raise SystemExit\n")
    assert any(one.endswith(", not by default") for one in found) is told


def test_a_question_decides_only_where_something_asks_for_its_answer() -> None:
    assert guards("def f():\n    name = input('which? ')\n") == ()
    asked = "def f():\n    sure = input('sure? ')\n    if sure != 'y':\n        return\n"
    assert guards(asked) == ("a prompt that has to be answered",)


def test_a_flag_that_says_to_do_it_guards() -> None:
    code = "def f(apply: bool = False):\n    if not apply:\n        return\n"
    assert guards(code) == ("if apply, not by default",)
    assert guards("def f(rows):\n    if not rows.apply(g):\n        return\n") == ()


def test_a_default_that_stands_elsewhere_is_not_known() -> None:
    asked = "def f():\n    if os.environ.get('FORCE', FORCED) == '1':\n    "
    assert guards(asked) == ("if os.environ.get('FORCE', FORCED) == '1'",)
    assert guards(asked.replace("FORCED", "'0'"))[0].endswith(", not by default")


def test_a_setting_that_is_set_in_several_places_is_not_known() -> None:
    code = (
        "DRY_RUN = True\nif REAL:\n    DRY_RUN = False\ndef f():\n    if DRY_RUN:\n        return\n"
    )
    assert guards(code) == ("unless DRY_RUN",)
    assert guards(code.replace("    DRY_RUN = False", "    pass")) == (
        "unless DRY_RUN, a dry run by default",
    )


LOADER = """
import shutil
from dataclasses import dataclass

@dataclass
class Options:
    drop_first: bool = {default}

class Loader:
    def __init__(self, options: Options | None = None):
        self.options = options or Options({given})
        self.fresh = False

    def run(self):
        if {asked}:
            shutil.rmtree("/srv")
"""


@pytest.mark.parametrize(
    ("default", "given", "asked", "guard"),
    [
        ("False", "", "self.options.drop_first", "if self.options.drop_first, not by default"),
        ("False", "", "self.fresh", "if self.fresh, not by default"),
        ("True", "", "self.options.drop_first", ""),
        ("False", "drop_first=True", "self.options.drop_first", ""),
        ("False", "", "job.options.drop_first", ""),
    ],
)
def test_what_an_object_is_told_to_take_away(
    default: str, given: str, asked: str, guard: str
) -> None:
    code = LOADER.format(default=default, given=given, asked=asked)
    (found,) = [one for one in items(code) if isinstance(one, FileChange)]
    assert "".join(found.guards) == guard
