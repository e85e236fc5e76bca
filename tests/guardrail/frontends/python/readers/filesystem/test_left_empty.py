"""Folders that are the one above, or everything, where a part of their path is left out."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange
from guardrail.frontends import reader
from guardrail.settings import Settings
from guardrail.stream import Embedded

START = "import os, shutil, subprocess\nfrom pathlib import Path\n"


def deleted(code: str) -> list[tuple[str, tuple[str, ...]]]:
    """The folders that the code and the command lines in it delete, each with its guards."""
    found = []
    for one in items(START + code):
        inner = [one]
        if isinstance(one, Embedded):
            read = reader(one.source.language)
            inner = list(read(one.source, Settings())) if read is not None else []
        found += [(each.path, each.guards) for each in inner if isinstance(each, FileChange)]
    return found


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("os.environ.get('JOB', '')", "/srv/jobs"),
        ("os.getenv('JOB', default='')", "/srv/jobs"),
        ("settings.get('job', '')", "/srv/jobs"),
    ],
)
def test_a_part_that_is_empty_by_default_leaves_the_folder_above(part: str, told: str) -> None:
    for code in (
        f"shutil.rmtree(os.path.join('/srv/jobs', {part}))",
        f"shutil.rmtree(Path('/srv/jobs') / ({part}))",
    ):
        [(path, guards)] = deleted(code)
        assert path == told
        assert guards[-1].startswith("unless ")
        assert guards[-1].endswith(" is given")


@pytest.mark.parametrize(
    "part", ["os.environ['JOB']", "os.environ.get('JOB', 'import')", "job", "names.get('job')"]
)
def test_a_part_that_is_always_something_does_not(part: str) -> None:
    [(path, guards)] = deleted(f"shutil.rmtree(os.path.join('/srv/jobs', {part}))")
    assert path.startswith("/srv/jobs/")
    assert guards == ()


def test_a_command_line_reaches_everything_then() -> None:
    code = "root = os.environ.get('ROOT', '')\nsubprocess.run(f'rm -rf {root}/*', shell=True)"
    [(path, guards)] = deleted(code)
    assert path == "/*"
    assert guards == ("unless os.environ.get('ROOT', '') is given",)


def test_a_command_line_that_deletes_nothing_then_is_told_as_before() -> None:
    code = "root = os.environ.get('ROOT', '')\nsubprocess.run(f'rm -rf {root}', shell=True)"
    assert deleted(code) == [("", ())]


@pytest.mark.parametrize(
    ("default", "path"),
    [("Path('.')", "."), ("'/'", "/"), ("'build/html'", "build/html"), ("None", "")],
)
def test_an_option_is_the_folder_that_it_is_by_default(default: str, path: str) -> None:
    code = (
        "import argparse\nparser = argparse.ArgumentParser()\n"
        f"parser.add_argument('--output', type=Path, default={default})\n"
        "args = parser.parse_args()\nshutil.rmtree(args.output)\n"
    )
    assert deleted(code) == [(path, ())]


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        ("HERE.parent", "."),
        ("HERE.parent.parent", ".."),
        ("HERE.parent / 'build'", "build"),
        ("HERE / 'out'", "tools/out"),
    ],
)
def test_a_folder_that_is_found_from_the_file_itself_is_known(folder: str, path: str) -> None:
    code = f"{START}HERE = Path(__file__).resolve().parent\nshutil.rmtree({folder})\n"
    found = [one.path for one in items(code, "tools/clean.py") if isinstance(one, FileChange)]
    assert found == [path]


ASKED = "job = os.environ.get('JOB', '')\n{}\nshutil.rmtree(Path('/srv/jobs') / job)\n"


@pytest.mark.parametrize(
    "asked",
    [
        "if not job:\n    raise SystemExit('which?')",
        "if not job.strip():\n    sys.exit(2)",
        "if job == '':\n    raise ValueError",
        "assert job",
        "if len(job) < 8:\n    raise ValueError(job)",
    ],
)
def test_what_was_asked_for_before_is_no_longer_empty(asked: str) -> None:
    [(path, guards)] = deleted(ASKED.format(asked))
    assert path.startswith("/srv/jobs/")
    assert guards == ()


@pytest.mark.parametrize(
    ("pattern", "path"),
    [(r"\d+", False), (r"[a-z]{3,}", False), (r"[0-9.]*", True), (r"^\w*$", True)],
)
def test_a_pattern_asks_for_something_where_an_empty_text_does_not_match(
    pattern: str, path: bool
) -> None:
    for asked in (
        f"if not re.fullmatch(r'{pattern}', job):\n        raise ValueError(job)",
        "if not NAMES.fullmatch(job):\n        raise ValueError(job)",
    ):
        code = (
            f"NAMES = re.compile(r'{pattern}')\ndef clear():\n    job = os.getenv('JOB', '')\n"
            f"    {asked}\n    shutil.rmtree(Path('/srv/jobs') / job)\n"
        )
        assert [one for one, _ in deleted(code)].count("/srv/jobs") == path


def test_a_path_that_is_compared_with_the_folder_above_is_not_that() -> None:
    code = "path = os.path.join('/srv/jobs', os.getenv('JOB', ''))\n{}shutil.rmtree(path)\n"
    [(path, _)] = deleted(code.format("if path.rstrip('/') == '/srv/jobs':\n    sys.exit(1)\n"))
    assert path.startswith("/srv/jobs/")
    [(path, _)] = deleted(code.format("if not os.path.isdir(path):\n    sys.exit(1)\n"))
    assert path == "/srv/jobs"


def test_all_of_one_folder_of_many_is_more_than_was_meant() -> None:
    for part in ("job.get('study', '')", "(job.study or '')"):
        code = f"def drop(job):\n    shutil.rmtree(Path('/srv/jobs') / job.kind / {part})\n"
        [change] = [one for one in items(START + code) if isinstance(one, FileChange)]
        assert change.astray.startswith("all that lies in it, unless ")
