"""Ten thousand SQL migrations, made from a real project's, against squawk; and large SQL files."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.places import CHECK, cold, peer, sources
from bench.rows import Row
from bench.timing import Failed, Job, interleaved, peak_memory
from tools.sdists import Sdist

SYNAPSE = Sdist(
    "matrix-synapse",
    "1.163.2",
    "matrix_synapse-1.163.2-cp310-abi3-manylinux_2_28_x86_64.whl",
    "6cecae98b6e1b55dd68e689329cf1677cba103d4160c320f04b26bd081ff1558",
)
FILES = 10_000
HISTORY = 2_000
ONE_MORE = "ALTER TABLE users_0 ADD COLUMN age int;\nDROP TABLE presence_0;\n"
REPEATS = 3
MEGABYTE = 1_000_000
POLICY = '[[database]]\ndialect = "postgres"\nversion = 15\n'

_NAMED = re.compile(
    r"\b(TABLE(?: IF (?:NOT )?EXISTS)?|INTO|FROM|UPDATE|ON|JOIN|REFERENCES"
    r"|INDEX(?: CONCURRENTLY)?(?: IF (?:NOT )?EXISTS)?) +([a-z_][a-z0-9_]*)",
    re.IGNORECASE,
)


def rows() -> Iterator[Row]:
    """Six rows. Raises `Offline` and `Failed`."""
    with tempfile.TemporaryDirectory(prefix="guardrail-bench-") as place:
        folder = Path(place)
        yield from _against_squawk(folder)
        yield _one_more(folder)
        yield from _large(folder)


def _against_squawk(folder: Path) -> Iterator[Row]:
    tree = folder / "project"
    _generate(sources(SYNAPSE, folder / "synapse"), tree, FILES)
    warm = {"GUARDRAIL_CACHE": str(folder / "warm")}
    ours = cold(f"{FILES} migrations", ["."], tree, folder / "cold")
    again = Job("unchanged", [*CHECK, "."], tree, warm)
    theirs = Job("squawk", [peer("squawk"), "migrations/*.sql"], tree)
    first, squawk = interleaved([ours, theirs], REPEATS)
    interleaved([again], 1)
    second, beside = interleaved([again, theirs], REPEATS)
    yield Row(
        f"{FILES:,} SQL migrations, judged and replayed, cold: squawk's time",
        first.middle / squawk.middle,
        8,
        "x",
        f"guardrail {first.text}, squawk {squawk.text}",
    )
    yield Row(
        "the same, unchanged: squawk's time",
        second.middle / beside.middle,
        2,
        "x",
        f"guardrail {second.text}, squawk {beside.text}",
    )


def _one_more(folder: Path) -> Row:
    """A migration after many others, which are in the cache, against the same one all alone."""
    jobs = []
    for name, files in (("after others", HISTORY), ("alone", 0)):
        tree = folder / name
        _generate(sources(SYNAPSE, folder / f"synapse {files}"), tree, files)
        kept = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]
        for words in (["init", "-q"], ["add", "."], [*kept, "commit", "-q", "-m", "begin"]):
            subprocess.run(["git", *words], cwd=tree, check=True, capture_output=True)
        (tree / "migrations" / f"{HISTORY:05}_one_more.sql").write_text(ONE_MORE)
        subprocess.run(["git", "add", "."], cwd=tree, check=True, capture_output=True)
        warm = {"GUARDRAIL_CACHE": str(folder / f"cache {name}")}
        jobs.append(Job(name, [*CHECK, "--staged"], tree, warm))
    interleaved(jobs, 1)
    others, alone = interleaved(jobs, 2 * REPEATS)
    return Row(
        f"one staged migration after {HISTORY:,}, warm: the same one's time without them",
        others.middle / alone.middle,
        1.5,
        "x",
        f"after others {others.text}, alone {alone.text}",
    )


def _generate(real: Path, tree: Path, files: int) -> None:
    """Numbered migrations: a real project's over and over, about other tables each time round."""
    texts = [path.read_text() for path in sorted(real.rglob("*.sql"))]
    migrations = tree / "migrations"
    migrations.mkdir(parents=True)
    (tree / "guardrail.toml").write_text(POLICY)
    for number in range(files):
        turn, which = divmod(number, len(texts))
        renamed = _NAMED.sub(rf"\1 \2_{turn}", texts[which])
        (migrations / f"{number:05}_change.sql").write_text(renamed)


def _large(folder: Path) -> Iterator[Row]:
    dump = folder / "dump"
    dump.mkdir()
    with (dump / "dump.sql").open("w") as file:
        for table in range(400):
            file.write(_dumped(table))
    job = cold("a dump", ["dump.sql"], dump, folder / "cold-dump")
    size = (dump / "dump.sql").stat().st_size / MEGABYTE
    (taken,) = interleaved([job], REPEATS)
    yield Row(f"a pg_dump of {size:.0f} MB", taken.middle, 30, "s", taken.text)
    memory = peak_memory(job) / MEGABYTE
    yield Row("the same: memory of all its processes", memory, 500, "MB", "proportional set size")
    values = ",\n".join(f"({n}, 'name {n}', now())" for n in range(40_000))
    (dump / "one.sql").write_text(f"INSERT INTO people (id, name, at) VALUES\n{values};\n")
    one = cold("one statement", ["one.sql"], dump, folder / "cold-one")
    (taken,) = interleaved([one], REPEATS)
    _understood(one)
    size = (dump / "one.sql").stat().st_size / MEGABYTE
    yield Row(f"one statement of {size:.1f} MB", taken.middle, 5, "s", taken.text)


def _understood(job: Job) -> None:
    """What isn't read costs nothing: that doesn't count."""
    asked = [*job.command, "--no-cache", "--format", "json"]
    report = json.loads(
        subprocess.run(asked, cwd=job.directory, capture_output=True, check=False).stdout
    )
    if report["unanalysed"]:
        raise Failed(f"{job.name}: {report['unanalysed'][0]['reason']}")


def _dumped(table: int) -> str:
    """A table as `pg_dump` writes it: definition, rows for COPY, keys and indexes."""
    rows = "".join(f"{n}\tuser{n}@example.org\t\\N\t2026-01-{n % 28 + 1:02}\n" for n in range(1500))
    name = f"public.table_{table}"
    return (
        f"CREATE TABLE {name} (\n    id bigint NOT NULL,\n    email character varying(200),\n"
        f"    note text,\n    made date DEFAULT now() NOT NULL\n);\n\n"
        f"COPY {name} (id, email, note, made) FROM stdin;\n{rows}\\.\n\n"
        f"ALTER TABLE ONLY {name}\n    ADD CONSTRAINT table_{table}_pkey PRIMARY KEY (id);\n\n"
        f"CREATE INDEX table_{table}_email ON {name} USING btree (email);\n\n"
    )
