"""Files that a loop moves onto one path, so that only the last of them is left."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

START = "import os, shutil\nfrom pathlib import Path\n"
GLOB = "for p in Path('/srv/in').glob('*.csv'):\n    "
LIST = "for name in os.listdir('/srv/in'):\n    "


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (f"{GLOB}shutil.move(p, '/srv/done/data.csv')", True),
        (f"{GLOB}os.rename(p, '/srv/done/data.csv')", True),
        (f"{GLOB}os.replace(p, p.with_name('data.csv'))", True),
        (f"{LIST}os.replace(os.path.join('/srv/in', name), '/srv/out/last.json')", True),
        (f"{GLOB}shutil.move(p, '/srv/done')", False),
        (f"{GLOB}shutil.move(p, Path('/srv/done') / p.name)", False),
        (f"{GLOB}target = f'/srv/done/{{p.stem}}.csv'\n    shutil.move(p, target)", False),
        (f"{GLOB}if p.stem == 'new':\n        os.rename(p, '/srv/done/new.csv')", False),
        (f"{GLOB}os.rename(p, '/srv/done/new.csv')\n    break", False),
        (f"{GLOB}os.replace(p, p.with_suffix('.bak'))", False),
        ("for part in parts:\n    new = write(part)\n    os.replace(new, '/srv/s.json')", False),
    ],
)
def test_only_the_last_of_them_is_left(code: str, told: bool) -> None:
    found = [one for one in items(START + code) if isinstance(one, FileChange)]
    assert any("loop" in one.because for one in found) is told
