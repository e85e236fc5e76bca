"""Words that are only added to a command's list for who asks for them."""

from __future__ import annotations

from reading_python import items

from guardrail.stream import Embedded

CODE = """\
import argparse
import subprocess

parser = argparse.ArgumentParser()
parser.add_argument("--force", action="store_true")
options = parser.parse_args()


def run(target, purge=False):
    words = ["terraform", "apply"]
    {}
    subprocess.run(words)
"""


def guards(condition: str, added: str = 'words.append("-destroy")') -> dict[str, tuple[str, ...]]:
    """What holds back each line that runs."""
    code = CODE.format(f"if {condition}:\n        {added}")
    found = [one.source for one in items(code) if isinstance(one, Embedded)]
    return {one.text: one.surroundings.guards for one in found}


def test_the_line_with_the_word_is_held_back_and_the_other_is_not() -> None:
    assert guards("purge") == {
        "terraform apply -destroy": ("if purge, not by default",),
        "terraform apply": (),
    }
    told = guards('target != "prod"')
    assert told["terraform apply -destroy"] == ('if target != "prod", not in production',)


def test_what_is_not_known_to_hold_back_says_nothing_of_the_line() -> None:
    assert not any(guards("len(target) > 3").values())


def test_what_is_there_anyway_is_not_held_back() -> None:
    assert not any(guards("not purge").values())
