"""How long a person waits in an editor: the language server, asked by a real client over stdio."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.editing import SQL, busy, family, p95, resident, source
from bench.rows import Row
from bench.shop import EDITED, LINE, WIPED, write_shop
from bench.timing import Failed, Sample
from tools.language_client import SERVER, Client
from tools.sdists import ROOT

PROFILE = ROOT / "tests" / "lsp" / "data" / "vscode-1.139.json"
BARE = """\
from pygls.lsp.server import LanguageServer

LanguageServer("bare", "1").start_io()
"""
EDITS = 100
STARTS = 10
OPENINGS = 3
MANY = 1_000
MANY_FILES = 5_000
IDLE = 10.0


def rows() -> Iterator[Row]:
    """Nine rows. Raises `Failed`, and `OSError` where there is no /proc."""
    with tempfile.TemporaryDirectory(prefix="guardrail-bench-") as place:
        folder = Path(place)
        try:
            yield from _changes(folder)
            yield _in_a_project(folder / "project")
            yield _opening(folder)
            yield _answering(folder)
            yield _starting(folder)
            yield from _resting(folder)
        except AssertionError as problem:
            raise Failed(str(problem)) from problem


class _Session:
    """A server in a folder, and the client of Visual Studio Code 1.139 that speaks with it."""

    def __init__(self, folder: Path, command: Sequence[str] = SERVER) -> None:
        began = time.perf_counter()
        self.client = Client(folder, command=command)
        self.client.start(json.loads(PROFILE.read_text("utf-8")), debounce=0)
        self.started = time.perf_counter() - began

    def __enter__(self) -> Client:
        return self.client

    def __exit__(self, *_: object) -> None:
        self.client.kill()


def _replaced(client: Client, uri: str, line: int, text: str) -> float:
    """Replace a line; the seconds until what was found in the new version is shown."""
    place = {"start": {"line": line, "character": 0}, "end": {"line": line + 1, "character": 0}}
    began = time.perf_counter()
    version = client.change(uri, {"range": place, "text": text})
    client.wait(lambda: client.pushes[-1]["version"] == version)
    return time.perf_counter() - began


def _ping(client: Client) -> float:
    where: dict[str, Any] = {"uri": "file:///none"}
    began = time.perf_counter()
    client.request(
        "textDocument/hover",
        {"textDocument": where, "position": {"line": 0, "character": 0}},
    )
    return time.perf_counter() - began


def _changes(folder: Path) -> Iterator[Row]:
    code: list[float] = []
    comment: list[float] = []
    with _Session(folder) as client:
        uri = client.open(folder / "a.py", source(1_000))
        client.found(uri, "unscoped-delete")
        for number in range(EDITS + 2):
            code.append(_replaced(client, uri, 1, f"x = {number}\n"))
            comment.append(_replaced(client, uri, 9, f"    # {number}\n"))
    for what, took in (("code", code[2:]), ("a comment", comment[2:])):
        shown = f"p50 {median(took) * 1000:.1f} ms, p95 {p95(took):.1f} ms of {len(took)} edits"
        if what == "code":
            name = "editor: code typed in 1,000 lines of Python with SQL, to shown, p95"
            yield Row(name, p95(took), 50, "ms", shown)
        else:
            name = "editor: a comment typed in the same, p50"
            yield Row(name, median(took) * 1000, 15, "ms", shown)


def _in_a_project(folder: Path) -> Row:
    """A module that calls another one's wrapper is edited; what is found depends on both."""
    files = write_shop(folder, MANY_FILES)
    file = folder / EDITED
    text = file.read_text() + WIPED
    took: list[float] = []
    with _Session(folder) as client:
        uri = client.open(file, text)
        client.found(uri, "unscoped-delete")
        for number in range(EDITS + 2):
            took.append(_replaced(client, uri, LINE, f"changes = {number}\n"))
            if not any(one["code"] == "unscoped-delete" for one in client.diagnostics[uri]):
                raise Failed("the editor lost sight of what another module does")
    took = took[2:]
    shown = f"p50 {median(took) * 1000:.1f} ms, p95 {p95(took):.1f} ms of {len(took)} edits"
    name = f"editor: a module edited in a project of {files:,} files, to shown, p95"
    return Row(name, p95(took), 60, "ms", f"{shown}, the wait for an answer included")


def _opening(folder: Path) -> Row:
    took: list[float] = []
    for _ in range(OPENINGS):
        with _Session(folder) as client:
            _ping(client)
            began = time.perf_counter()
            client.found(client.open(folder / "a.py", source(10_000)), "unscoped-delete")
            took.append(time.perf_counter() - began)
    sample = Sample(tuple(took))
    details = f"{sample.text}, a new server each time"
    return Row("editor: open 10,000 lines of the same", sample.middle, 1.0, "s", details)


def _answering(folder: Path) -> Row:
    took: list[float] = []
    with _Session(folder) as client:
        _ping(client)
        uri = client.open(folder / "long.py", "".join(SQL.format(n=n) for n in range(1_200)))
        time.sleep(0.3)
        began = time.perf_counter()
        while time.perf_counter() - began < 1.5 and uri not in client.diagnostics:
            took.append(_ping(client))
            time.sleep(0.01)
    details = f"p50 {median(took) * 1000:.1f} ms of {len(took)} questions"
    what = "editor: an answer while a long file is judged, p95"
    return Row(what, p95(took), 15, "ms", details)


def _starting(folder: Path) -> Row:
    script = folder / "bare.py"
    script.write_text(BARE)
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(STARTS):
        for name, command in (("ours", SERVER), ("bare", (sys.executable, str(script)))):
            session = _Session(folder, command)
            session.client.kill()
            times[name].append(session.started)
    ours, bare = Sample(tuple(times["ours"])), Sample(tuple(times["bare"]))
    return Row(
        "editor: start to the answer to initialize",
        ours.middle / bare.middle,
        1.6,
        "x",
        f"{ours.text}, a server of pygls that does nothing {bare.text}",
    )


def _resting(folder: Path) -> Iterator[Row]:
    with _Session(folder) as client:
        uri = client.open(folder / "a.py", source(1_000))
        client.found(uri, "unscoped-delete")
        for number in range(MANY // 4):
            _replaced(client, uri, 1, f"x = {number}\n")
        processes = family(client)
        before = [resident(pid) for pid in processes]
        for number in range(MANY):
            _replaced(client, uri, 1, f"y = {number}\n")
        after = [resident(pid) for pid in processes]
        time.sleep(1)
        used = [busy(pid) for pid in processes]
        time.sleep(IDLE)
        spent = sum(map(busy, processes)) - sum(used)
    sizes = " and ".join(
        f"{a // 1024} → {b // 1024} MB" for a, b in zip(before, after, strict=True)
    )
    yield Row(
        f"editor: memory after {MANY:,} edits more",
        sum(after) / sum(before),
        1.05,
        "x",
        f"server and analysis: {sizes}",
    )
    details = f"{spent * 1000:.0f} ms of processor time in {IDLE:.0f} s, one tick is 10 ms"
    yield Row("editor: processor while nothing happens", spent / IDLE * 100, 0.1, "%", details)
