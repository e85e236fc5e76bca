"""Judging what the client looks at, and files by the batch: when, and what comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from guardrail_lsp.frames import Plain
from guardrail_lsp.names import UNANALYSED
from guardrail_lsp.server.analyst import Died
from guardrail_lsp.server.board import Entry
from guardrail_lsp.server.diagnostics import trouble
from guardrail_lsp.server.policies import Policies
from guardrail_lsp.server.work import NOW

if TYPE_CHECKING:
    from guardrail_lsp.server.server import Server


DARING = 10.0
"""Seconds for a text that is read in the analysis process itself."""

MOST_STRIKES = 2


class Checking:
    """Judges open documents, and files by the batch."""

    def __init__(self, server: Server) -> None:
        """For the documents and settings of `server`."""
        self._server = server
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._arrivals: dict[str, asyncio.Future[object]] = {}
        self.policies = Policies(server)

    def soon(self, entry: Entry, seconds: float) -> None:
        """Judge an open document once nothing happened to it for a while.

        One that the analysis dies on is judged when it is opened or saved, not at every key.
        """
        self._stop_waiting(entry)
        if seconds and entry.strikes >= MOST_STRIKES:
            return
        if not seconds:
            self.now(entry)
            return
        loop = asyncio.get_running_loop()
        self._timers[entry.file] = loop.call_later(seconds, self.now, entry)

    def now(self, entry: Entry) -> asyncio.Future[object]:
        """Judge an open document as soon as may be."""
        self._stop_waiting(entry)
        return self._server.work.put(NOW, f"open {entry.file}", lambda: self._open(entry))

    def all_open(self) -> None:
        """Judge every open document again."""
        for entry in self._server.board.open():
            self.now(entry)

    def waiting(self, entry: Entry) -> bool:
        """Whether a document was typed in and is still let be."""
        return entry.file in self._timers

    def _stop_waiting(self, entry: Entry) -> None:
        timer = self._timers.pop(entry.file, None)
        if timer is not None:
            timer.cancel()

    async def current(self, entry: Entry, seconds: float, *, hurry: bool = False) -> bool:
        """Wait for the result on a document as it is now; whether it came in time.

        One that is being typed in is let be until it has been quiet, unless there is a `hurry`.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while entry.open and not entry.current and loop.time() < end:
            patient = self.waiting(entry) and not hurry
            coming = self._arrival(entry) if patient else self.now(entry)
            await asyncio.wait({coming}, timeout=end - loop.time())
        return entry.current

    def _arrival(self, entry: Entry) -> asyncio.Future[object]:
        """Done with the next result on a document."""
        if entry.file not in self._arrivals:
            self._arrivals[entry.file] = asyncio.get_running_loop().create_future()
        return self._arrivals[entry.file]

    async def _open(self, entry: Entry) -> None:
        given_up = entry.strikes >= MOST_STRIKES and entry.current
        if not entry.open or given_up:
            return
        turn = entry.turn
        buffer = {"file": entry.file, "text": entry.text, "unnamed": entry.unnamed}
        question: Plain = {"ask": "judge", "files": [entry.file], "buffers": [buffer]}
        await self.policies.of_text(entry)
        answer = await self._dared(entry, question) or await self._judged(question)
        if entry.turn != turn or not entry.open:
            return  # a newer text is on its way
        self.take(answer, [entry])

    async def _dared(self, entry: Entry, question: Plain) -> Plain | None:
        """The answer of an analysis that reads the text in its own process: twice as fast.

        `None` where it died of that, now or before: it reads the text in a process apart then.
        """
        if entry.strikes:
            return None
        try:
            return await self._server.analyst.ask({**question, "jobs": 0}, DARING)
        except Died:
            entry.strikes += 1
            return None

    async def files(self, entries: Sequence[Entry]) -> None:
        """Judge files that are not open; what changed meanwhile is left to the next time."""
        turns = [(entry, entry.turn) for entry in entries if not entry.open]
        if not turns:
            return
        jobs = self._server.options.jobs
        question: Plain = {"ask": "judge", "files": [e.file for e, _ in turns], "jobs": jobs}
        answer = await self._judged(question)
        self.take(answer, [e for e, turn in turns if e.turn == turn and not e.open])

    async def _judged(self, question: Plain) -> Plain:
        """The answer; where the process died, one that says so of each file."""
        try:
            return await self._server.analyst.ask(question)
        except Died as problem:
            reason = f"the analysis died on it ({problem})"
            for file in question["files"]:
                self._server.board.entry(file).strikes += 1
            if len(question["files"]) > 1:
                return await self._one_by_one(question)
            return {"files": {file: _lost(reason) for file in question["files"]}}

    async def _one_by_one(self, question: Plain) -> Plain:
        """Which file of a batch it was: each is judged by itself."""
        whole: Plain = {"files": {}, "elsewhere": {}, "broken": {}, "roots": {}, "rules": {}}
        for file in question["files"]:
            answer = await self._judged({**question, "files": [file]})
            for part, known in whole.items():
                known.update(answer.get(part, {}))
        return whole

    def take(self, answer: Plain, entries: Sequence[Entry]) -> None:
        """Show what was found in the files, and what is wrong with their policies."""
        server = self._server
        server.publisher.rules.update(answer.get("rules", {}))
        if "trouble" in answer:
            server.trouble(str(answer["trouble"]))
        broken = answer.get("broken", {})
        lenses = False
        for entry in entries:
            entry.root = answer.get("roots", {}).get(entry.file, entry.root)
            result = answer.get("files", {}).get(entry.file)
            if result is None:
                why = broken.get(entry.root, {}).get("file") or answer.get("trouble", "")
                said = f"the policy can't be used, see {why}" if broken else str(why)
                # The policy itself is told what is wrong with it, where that is.
                result = _lost(said, 2) if why != entry.file else dict(_NOTHING)
            before = entry.result
            entry.result, entry.judged = result, entry.turn
            arrival = self._arrivals.pop(entry.file, None)
            if arrival is not None:
                arrival.set_result(None)
            lenses |= entry.open and (before or {}).get("lenses", []) != result["lenses"]
            server.publisher.publish(entry)
        self.policies.take(answer, entries)
        if lenses:
            server.refresh_lenses()
        if entries:
            server.publisher.refresh()


_NOTHING: Plain = {"findings": [], "lenses": [], "statements": []}


def _lost(reason: str, level: int = 1) -> Plain:
    finding: Plain = {
        **trouble(0, f"not judged: {reason}"),
        "rule": UNANALYSED,
        "level": level,
        "range": [0, 0, 0, 0],
    }
    return {"findings": [finding], "lenses": [], "statements": []}
