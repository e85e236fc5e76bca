"""The program of a command line that is a parameter, where nobody names another."""

from __future__ import annotations

import pytest
from reading_python import items, texts

from guardrail.definitions import Definition

RUNNER = """\
import os, subprocess

class Terraform:
    def __init__(self, folder, binary{default}):
        self.folder = folder
        self.binary = binary

    def run(self, *args):
        subprocess.run([self.binary, f"-chdir={{self.folder}}", *args], check=True)
"""
CALL = "\ndef down(folder):\n    Terraform(folder{given}).run('destroy')\n"


@pytest.mark.parametrize(
    ("default", "given", "program"),
    [
        ('="terraform"', "", "terraform"),
        (': str = "tofu"', "", "tofu"),
        ('="terraform"', ", 'tofu'", "tofu"),
        ("", "", "{self.binary}"),
    ],
)
def test_a_program_that_objects_are_made_with(default: str, given: str, program: str) -> None:
    code = RUNNER.format(default=default) + CALL.format(given=given)
    assert texts(code, "shell")[-1] == f"{program} '-chdir={{self.folder}}' destroy"


def test_what_other_modules_are_told_of_it() -> None:
    code = RUNNER.format(default='="terraform"')
    made = [one for one in items(code) if isinstance(one, Definition)]
    assert [one.before for one in made] == [("terraform", "-chdir=…")]


def test_a_function_s_own_parameter() -> None:
    code = (
        "import subprocess\ndef down(folder, binary='terraform'):\n"
        "    subprocess.run([binary, 'destroy', '-auto-approve'], cwd=folder)"
    )
    assert texts(code, "shell") == ["terraform destroy -auto-approve"]
