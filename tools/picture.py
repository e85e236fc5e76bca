"""`make picture`: the demo's refusal as it looks on a terminal, into docs/images/demo.svg."""

from __future__ import annotations

import io
import re
import sys

from rich.console import Console

from tools.demo import refused_commit
from tools.demo.stage import Stage
from tools.sdists import ROOT

PICTURE = ROOT / "docs" / "images" / "demo.svg"
WIDTH = 100
TITLE = "An agent commits, Guardrail answers"
FONT_FACES = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


def main() -> int:
    """Record the refusal; 1 where the commit was not refused as it must be."""
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False
    )
    fine = refused_commit.show(Stage(console), mended=False)
    drawn = console.export_svg(title=TITLE)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(without_fonts(drawn), encoding="utf-8")
    return 0 if fine else 1


def without_fonts(svg: str) -> str:
    """The drawing with the reader's own monospaced font instead of one fetched from elsewhere."""
    return FONT_FACES.sub("", svg).replace("Fira Code", "Menlo, Consolas, DejaVu Sans Mono")


if __name__ == "__main__":
    sys.exit(main())
