"""Whether "yes" that is typed into ssh says yes to the key of a host nobody knows."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import GuardChange

HEAD = """
import pexpect

NEW_KEY = "Are you sure you want to continue connecting"
PROMPT = "$ "

def connect(host):
    child = pexpect.spawn("ssh", [host])
"""


def believed(body: str) -> bool:
    """Whether any key of a host is taken."""
    code = HEAD + "".join(f"    {line}\n" for line in body.splitlines())
    return any(isinstance(one, GuardChange) for one in items(code))


@pytest.mark.parametrize(
    "body",
    [
        "i = child.expect(['continue connecting', '[Pp]assword:'])\nif i == 0:\n    {}",
        "if child.expect([NEW_KEY, PROMPT]) == 0:\n    {}",
        "child.expect('authenticity of host')\n{}",
        "child.expect(r'\\(yes/no.*\\)')\n{}",
    ],
)
@pytest.mark.parametrize("answer", ["child.sendline('yes')", "child.send('yes\\n')"])
def test_yes_to_the_question_believes_whoever_answers(body: str, answer: str) -> None:
    assert believed(body.format(answer))


@pytest.mark.parametrize(
    "body",
    [
        "if child.expect(['continue connecting', 'word:']) == 0:\n    child.sendline('no')",
        "if child.expect([NEW_KEY, PROMPT]) == 0:\n    raise RuntimeError(host)",
        "child.expect(PROMPT)\nchild.sendline('yes')",
        "child.expect('Proceed with reload')\nchild.sendline('yes')",
    ],
)
def test_other_answers_and_other_questions_do_not(body: str) -> None:
    assert not believed(body)
