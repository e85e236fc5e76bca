"""`python -m bench.false_alarms`: findings in real projects, and a sample of them to read by hand.

The sample is the same every time: it depends on the findings and the seed alone. Whether a finding
is a false alarm is for a person to say; what stands around it is shown for that.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.places import AIRFLOW, GUARDRAIL, sources
from tools.demo.real_project import PROJECT
from tools.sdists import Sdist

PROJECTS = (
    Sdist(
        "wagtail",
        "8.0.1",
        "wagtail-8.0.1.tar.gz",
        "819865a10bce86b16288cfaefa4195b90ffb5e7ac494fb18659e7be099ef386f",
    ),
    Sdist(
        "apache-superset",
        "6.1.0",
        "apache_superset-6.1.0.tar.gz",
        "56976e5773864f906e30a689dec2641e554286e8be860ecc1e3d4ff5ff6b2e32",
    ),
    AIRFLOW,
    PROJECT,
    Sdist(
        "django-oscar",
        "4.2.1",
        "django_oscar-4.2.1.tar.gz",
        "bbe1dfc0b57954a2853d1c5ac35d212425143d92980516aa64e68bedcf3fb923",
    ),
)
SAMPLE = 60
AROUND = 3
SEED = 2026
Shown = dict[str, Any]


def main() -> int:
    """Judge every project; print findings per rule, then the sample."""
    found: list[tuple[str, Shown, str]] = []
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for project in PROJECTS:
        with tempfile.TemporaryDirectory(prefix="guardrail-bench-") as place:
            folder = sources(project, Path(place))
            for finding in _findings(folder):
                counts[f"{finding['rule']} ({finding['level']})"][project.name] += 1
                found.append((project.name, finding, _excerpt(folder, finding)))
    print("\n".join(_table(counts)))
    picked = random.Random(SEED).sample(found, min(SAMPLE, len(found)))
    for number, (name, finding, excerpt) in enumerate(picked, 1):
        place = f"{name}: {finding['path']}:{finding['start']['line']}"
        via = " → ".join(step["label"] for step in finding["via"])
        print(f"\n## {number}. {place}\n{finding['level']} {finding['rule']}: {finding['message']}")
        print(f"confidence {finding['confidence']}{f', by {via}' if via else ''}\n{excerpt}")
    return 0


def _findings(folder: Path) -> list[Shown]:
    done = subprocess.run(
        [GUARDRAIL, "check", "--format", "json", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {0, 1} or not done.stdout:
        raise SystemExit(f"{folder.name}: exit {done.returncode}: {done.stderr[-500:]}")
    report = json.loads(done.stdout)
    print(f"{folder.name}: {report['summary']}, {len(report['unanalysed'])} not understood")
    return [finding for finding in report["findings"] if not finding["suppressed"]]


def _excerpt(folder: Path, finding: Shown) -> str:
    line = finding["start"]["line"]
    text = (folder / finding["path"]).read_text(errors="replace").splitlines()
    first = max(line - AROUND, 1)
    around = text[first - 1 : line + AROUND]
    return "\n".join(
        f"{'>' if number == line else ' '} {number:5} {content[:160]}"
        for number, content in enumerate(around, first)
    )


def _table(counts: dict[str, Counter[str]]) -> Iterator[str]:
    names = [project.name for project in PROJECTS]
    yield f"\n| rule | {' | '.join(names)} | all |"
    yield "|---" * (len(names) + 2) + "|"
    for rule, by_project in sorted(counts.items(), key=lambda item: -item[1].total()):
        cells = [str(by_project[name]) for name in names]
        yield f"| {rule} | {' | '.join(cells)} | {by_project.total()} |"


if __name__ == "__main__":
    sys.exit(main())
