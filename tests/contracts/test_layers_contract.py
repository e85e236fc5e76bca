"""The contract of layers leaves nobody out: a module not named in it could import anything."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_module_has_a_layer() -> None:
    policy = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contract = next(
        each for each in policy["tool"]["importlinter"]["contracts"] if each["type"] == "layers"
    )
    named = set(re.split(r"[ |:]+", " ".join(contract["layers"])))
    there = {
        f"guardrail.{path.stem}"
        for path in (ROOT / "guardrail").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert there - named == {"guardrail.__init__", "guardrail.__main__"}
