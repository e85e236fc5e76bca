"""Hostile text ends in items within a bound of time: no hang, no traceback, nothing hidden."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.effects import FileChange
from guardrail.frontends.shell import read
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.spanmap import TextBuilder
from guardrail.stream import Item, Unanalysed

# Seconds of processor time. Far above what they take; a quadratic reader would fail them.
BOUND = 5.0

BOMBS = {
    "closing parentheses": ")" * 50_000,
    "opening parentheses": "(" * 50_000,
    "redirections": "<" * 50_000,
    "substitutions": "$(" * 20_000 + "rm x" + ")" * 20_000,
    "arithmetic": "$((" * 20_000,
    "double parentheses": "((" * 20_000,
    "backticks": "`" * 49_999,
    "open quote": "'" * 49_999,
    "open double quote": '"$(' * 20_000,
    "expansions": "${x:-" * 20_000,
    "heredocs": "<<A " * 20_000,
    "heredoc bodies": "cat <<A\nx\nA\n" * 10_000,
    "ifs": "if " * 20_000,
    "cases": "case x in " * 20_000,
    "functions": "f() " * 20_000,
    "patterns": "@(" * 20_000,
    "arrays": "x=(" * 20_000,
    "tests": "[[ " * 20_000,
    "expressions": "${{ " * 20_000,
    "braces": "{a,b}" * 5_000,
    "nested braces": "{a," * 5_000 + "}" * 5_000,
    "pipes": "a|" * 20_000,
    "and": "a&&" * 20_000,
    "wrappers": "sudo " * 20_000 + "rm x",
    "doubling": "a=x\n" + "a=$a$a\n" * 60 + "echo $a\n" * 500,
    "many uses": f"a='{'x' * 15_000}'\n" + "echo $a\n" * 3_000,
    "calls": "".join(f"f{i}() {{ f{i + 1}; f{i + 1}; }}\n" for i in range(40)) + "f0\n",
    "long body called": "f() {\n" + "rm x\n" * 2_000 + "}\n" + "f\n" * 2_000,
    "variables for programs": "".join(
        f"export V{i}=x\nkubectl delete ns $V{i}\n" for i in range(6_000)
    ),
    "folders in folders": "cd deeper\nrm -rf ./*\n" * 8_000,
    "deep calls": "".join(
        f"f{i}() {{\n{'if a; then ' * 30}f{i + 1}{'; fi' * 30}\n}}\n" for i in range(30)
    )
    + "f0\n",
    "deep substitutions": "f() { "
    + "{ " * 30
    + "$(echo " * 5
    + "rm"
    + ")" * 5
    + " x;"
    + " }" * 30
    + "; }\n"
    + "echo $(" * 30
    + "f"
    + ")" * 30,
    "escapes": 'psql -c "' + '\\"' * 50_000 + '"',
    "decoded": "echo -e '" + "\\x41" * 40_000 + "' | sh",
    "many commands": "rm x; " * 10_000,
    "many words": "a " * 50_000,
    "noise": "'\"$(`{" * 20_000,
}
MEGABYTES = {
    "commands": "rm file; " * 115_000,
    "words": "a " * 500_000,
    "lines": "a b c\n" * 170_000,
    "noise": "'\"$(`{" * 170_000,
    "one line": "a" * 1_000_000,
}


def test_a_command_of_many_words_that_nothing_is_known_of_ends_in_time() -> None:
    builder = TextBuilder()
    builder.verbatim("rm -rf", 0)
    for number in range(30_000):
        builder.gap(" ")
        builder.hole(10 + 3 * number, 11 + 3 * number, "name")
    source = Source("x.py", "python", "").embed("shell", builder.build(), "run")
    began = time.process_time()
    found = [item for item in read(source, Settings()) if isinstance(item, FileChange)]
    assert time.process_time() - began < BOUND
    assert len(found) == 30_000


def items(text: str) -> list[Item]:
    return list(read(Source("x.sh", "shell", text), Settings()))


@pytest.mark.parametrize("name", BOMBS)
def test_it_ends_in_time(name: str) -> None:
    began = time.process_time()
    items(BOMBS[name])
    assert time.process_time() - began < BOUND


@pytest.mark.slow
@pytest.mark.parametrize("name", MEGABYTES)
def test_a_megabyte_ends_in_time(name: str) -> None:
    began = time.process_time()
    items(MEGABYTES[name])
    assert time.process_time() - began < 2 * BOUND


@pytest.mark.parametrize(
    "text",
    [
        "echo 'open",
        'echo "open',
        "echo $(open",
        "cat <<E\nopen",
        "if open",
        "(" * 100 + "rm -rf x",
        "$(" * 100 + "rm -rf x",
    ],
)
def test_what_a_shell_would_refuse_is_told(text: str) -> None:
    assert [item for item in items(text) if isinstance(item, Unanalysed)]


@pytest.mark.parametrize(
    "before",
    [
        "fi\n",
        ") ) )\n",
        "case $x in *' '*) ;; esac\n",
        "cat <<EOF;\nx\nEOF\n",
        "x=$(cat <<E\nfoo\nE)\n",
        "echo $ ;\n",
        "a[1 2]=3\n",
        "\x00\n",
        "for i do :; done\n",
        "[ \\( a \\) -o b ]\n",
        "echo ${x@Q} ${x//\\//_} ${#x[@]} ${x[@]:1}\n",
        "((x = 1 << 2))\n",
        "exec {fd}>f\n",
        "{ a; } 2>&1 | tee l\n",
        "[[ $x =~ ^[a-z]+$ && ( -f y || ! -d z ) ]]\n",
    ],
)
def test_nothing_hides_the_command_after_it(before: str) -> None:
    found = [item for item in items(f"{before}rm -rf hidden") if isinstance(item, FileChange)]
    assert [change.path for change in found] == ["hidden"]


def test_calls_without_end_dont_hide_what_comes_after_them() -> None:
    text = "f() {\n" + "rm x\n" * 100 + "f; f\n}\nf\nrm -rf hidden"
    assert any(isinstance(item, FileChange) and item.path == "hidden" for item in items(text))


@given(st.text(st.sampled_from("ab \n\t'\"\\$`(){}[]<>|&;=#!*é\r"), max_size=80))
def test_any_text_is_read(text: str) -> None:
    for item in items(text):
        span = getattr(item, "span", None)
        if span is not None:
            assert 0 <= span.start <= span.end <= len(text)


@given(st.text(max_size=60))
def test_any_characters_are_read(text: str) -> None:
    items(text)
