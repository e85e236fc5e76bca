"""`make coverage-sql`: how much of real SQL is understood, dialect by dialect."""

from __future__ import annotations

import sys
from collections import Counter

from tools.coverage_sql.corpus import texts
from tools.coverage_sql.measure import GRADES, graded
from tools.sdists import Offline, WrongHash

_SHOWN = 12
_WIDTH = 110


def main(named: list[str]) -> int:
    """Print the report. 2 where the texts can't be had."""
    counts: Counter[tuple[str, str]] = Counter()
    beginnings: dict[tuple[str, str], Counter[str]] = {}
    example: dict[tuple[str, str], str] = {}
    files = 0
    try:
        for text in texts(named):
            files += 1
            for one in graded(text):
                counts[one.dialect, one.grade] += 1
                if one.grade != "structured":
                    key = (one.dialect, one.grade)
                    beginnings.setdefault(key, Counter())[one.beginning] += 1
                    example.setdefault((one.dialect, one.beginning), one.text)
    except (Offline, WrongHash) as problem:
        print(f"The texts can't be had: {problem}", file=sys.stderr)
        return 2
    print(f"{files:,} texts, {sum(counts.values()):,} statements")
    _table(counts)
    for (dialect, grade), found in sorted(beginnings.items()):
        print(f"\n{dialect}, {grade}:")
        for beginning, count in found.most_common(_SHOWN):
            shown = " ".join(example[dialect, beginning].split())[:_WIDTH]
            print(f"{count:6}  {beginning:40}  {shown}")
    return 0


def _table(counts: Counter[tuple[str, str]]) -> None:
    print(f"{'dialect':12}{'statements':>12}" + "".join(f"{grade:>13}" for grade in GRADES))
    dialects = sorted({dialect for dialect, _ in counts})
    for dialect in dialects:
        total = sum(counts[dialect, grade] for grade in GRADES)
        shares = "".join(f"{counts[dialect, grade] / total:13.2%}" for grade in GRADES)
        print(f"{dialect:12}{total:12,}{shares}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
