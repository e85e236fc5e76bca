"""A command line with a value in it becomes a list of arguments, or has the value quoted."""

from __future__ import annotations

import shlex
from textwrap import dedent, indent

import pytest
from guardrail_rules.remote_code.injected_command import InjectedCommand
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrail.cli.mending import mend
from guardrail.engine.check import Request
from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.policy.policy import load as load_policy
from guardrail.remedies import applied, fix
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

HEAD = (
    "import os\nimport subprocess\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
    '@app.post("/up")\ndef up(name: str, other, size: int):\n'
)
QUOTING = HEAD.replace("import os\n", "import os\nimport shlex\n")


def mended(body: str) -> str | None:
    """The program after the fixes of what is found in a handler, `None` where there are none."""
    text = HEAD + indent(dedent(body), "    ")
    found = judge_example(InjectedCommand, python(text))
    assert found, text
    made = fix(found[0], text)
    if made is None:
        return None
    assert not made.safe
    after = applied(text, made.edits)
    compile(after, "app.py", "exec")
    assert judge_example(InjectedCommand, python(after)) == []
    return after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'subprocess.run(f"convert {name} out.png", shell=True, check=True)',
            'subprocess.run(["convert", name, "out.png"], check=True)',
        ),
        (
            "subprocess.run(f'convert {name} out.png', shell=True)",
            'subprocess.run(["convert", name, "out.png"])',
        ),
        (
            'subprocess.check_output("ls -l " + name, shell=True)',
            'subprocess.check_output(["ls", "-l", name])',
        ),
        (
            "subprocess.call(\"cp '%s' out/%s.png\" % (name, other), shell=True)",
            'subprocess.call(["cp", name, f"out/{other}.png"])',
        ),
        (
            'subprocess.Popen("dig {} -p {}".format(other, size), shell=True)',
            'subprocess.Popen(["dig", str(other), "-p", str(size)])',
        ),
        (
            'subprocess.run(\n    f"dig {name}",\n    shell=True,\n    check=True,\n)',
            'subprocess.run(\n    ["dig", name],\n    check=True,\n)',
        ),
    ],
)
def test_what_a_shell_would_only_split_is_a_list(before: str, after: str) -> None:
    assert mended(before) == HEAD + indent(after, "    ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'subprocess.run(f"dig {name} | tee log", shell=True)',
            'subprocess.run(f"dig {shlex.quote(name)} | tee log", shell=True)',
        ),
        ('os.system("dig " + name)', 'os.system("dig " + shlex.quote(name))'),
        (
            'out = os.popen("dig %s -p %d" % (other, size)).read()',
            'out = os.popen("dig %s -p %d" % (shlex.quote(str(other)), size)).read()',
        ),
        (
            'out = subprocess.getoutput("dig {}".format(name))',
            'out = subprocess.getoutput("dig {}".format(shlex.quote(name)))',
        ),
    ],
)
def test_what_stays_a_shells_has_its_values_quoted(before: str, after: str) -> None:
    assert mended(before) == QUOTING + indent(after, "    ")


@pytest.mark.parametrize(
    "body",
    [
        "os.system(f\"dig '{name}'\")",
        'subprocess.run(name + " -l", shell=True, env={**os.environ})\nos.system(name)',
        'subprocess.run("dig " + name, **options)',
    ],
)
def test_what_cannot_be_told_for_certain_is_left_alone(body: str) -> None:
    text = HEAD + indent(body, "    ")
    for finding in judge_example(InjectedCommand, python(text)):
        made = fix(finding, text)
        assert made is None or all("quote" in edit.text for edit in made.edits if edit.start > 40)


words = st.lists(st.sampled_from(["-l", "a.png", "b/c", "x=1", "+5%", "@home"]), max_size=2)
places = st.lists(st.sampled_from(["{name}", "out/{name}", "'{name}'", "{other}"]), min_size=1)


@settings(deadline=None, max_examples=60)
@given(words, places, words, st.from_regex(r"[\w./:-]+", fullmatch=True))
def test_the_list_is_what_a_shell_would_make_of_the_line(
    first: list[str], values: list[str], last: list[str], name: str
) -> None:
    line = " ".join(["convert", *first, *values, *last])
    after = mended(f'subprocess.run(f"{line}", shell=True)')
    if "{name}" not in line and "{other}" not in line:
        return
    assert after is not None
    written = after.rpartition("subprocess.run(")[2].removesuffix(")")
    given_values = {"name": name, "other": "7"}
    assert eval(written, dict(given_values)) == shlex.split(line.format(**given_values))


def test_equal_findings_are_all_mended_though_each_needs_the_same_import() -> None:
    body = 'os.system("dig " + name)\nos.system("dig " + name)\nos.system("host " + name)\n'
    tree = Overlay(Nothing(), {"app.py": HEAD + indent(body, "    ")})
    result = mend(Request(tree, load_policy(tree), ["app.py"]), unsafe=True)
    assert result.count == 3
    wanted = body.replace("+ name", "+ shlex.quote(name)")
    assert result.texts["app.py"] == QUOTING + indent(wanted, "    ")
