"""Airflow fills in `{{ … }}` before a command runs: it is a hole, never several words."""

from __future__ import annotations

import pytest
from reading_python import items, texts

from guardrail.stream import Embedded

START = "from airflow.operators.bash import BashOperator\nROOT = '/srv/jobs'\n"
START += "WORK = f'{ROOT}/{{{{ ds }}}}/'\n"


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("'aws s3 rm s3://b/{{ ds }}/ --recursive'", "aws s3 rm s3://b/{ds}/ --recursive"),
        ("'rm -rf {{ params.root }}'", "rm -rf {params.root}"),
        ("'a ' '{{ ds }}' ' b'", "a {ds} b"),
        ("f'rm -rf /srv/{{{{ ds }}}}/x'", "rm -rf /srv/{ds}/x"),
        ("f'rm -rf {ROOT}/{{{{ ds }}}}/x'", "rm -rf /srv/jobs/{ds}/x"),
        ("'rm -rf ' + WORK + ' b'", "rm -rf /srv/jobs/{ds}/ b"),
        ("'echo hello'", "echo hello"),
    ],
)
def test_places_of_a_template(command: str, line: str) -> None:
    assert texts(f"{START}BashOperator(task_id='a', bash_command={command})\n", "shell") == [line]


def test_where_they_stand() -> None:
    code = START + "BashOperator(task_id='a', bash_command='rm {{ ds }} x')\n"
    (found,) = (one for one in items(code) if isinstance(one, Embedded))
    (hole,) = found.source.holes
    assert found.source.text[hole.end :] == " x"
    span = found.source.span(hole.start, hole.end)
    assert code[span.start : span.end] == "{{ ds }}"
    after = found.source.span(hole.end + 1, hole.end + 2)
    assert code[after.start : after.end] == "x"
