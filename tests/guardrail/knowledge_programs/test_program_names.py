"""A program by any of its names: with a folder, a version, or the ending it has on Windows."""

from __future__ import annotations

import pytest

from guardrail.engine.extract import extract
from guardrail.knowledge.programs import MODULES, known_name
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Unanalysed

NAMES = [name for names in MODULES.values() for name in names.split()]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["{}", "/usr/bin/{}", "{}.exe", "{}15", "{}3.11", "{}.", "./{}"])
def test_every_form_of_a_name_is_read(name: str, form: str) -> None:
    line = f"{form.format(name)} run -c 'x' -- rm -rf / drop"
    found = extract(Source("a.sh", "shell", line), Settings())
    assert not [each for each in found if isinstance(each, Unanalysed) and each.failed]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("python3.11", "python"),
        ("/bin/sudo.exe", "sudo"),
        ("op.", "op."),
        ("mkfs.ext4", "mkfs.ext4"),
    ],
)
def test_what_a_name_means(said: str, meant: str) -> None:
    assert known_name(said) == meant
