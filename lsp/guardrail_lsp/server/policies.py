"""What is wrong with policies: in the text that is open, and where they are used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from guardrail_lsp.frames import Plain
from guardrail_lsp.server.analyst import Died
from guardrail_lsp.server.board import Entry
from guardrail_lsp.server.diagnostics import trouble

if TYPE_CHECKING:
    from guardrail_lsp.server.server import Server


class Policies:
    """Keeps what is shown in policy files. `broken` are those that can't be used, by root."""

    def __init__(self, server: Server) -> None:
        """For the files of `server`."""
        self._server = server
        self.broken: dict[str, Entry] = {}

    async def of_text(self, entry: Entry) -> None:
        """What is wrong with the policy that an open document holds, as it is being typed."""
        inside = entry.policy_table
        if inside is None or entry.unnamed:
            return
        question = {"ask": "policy", "text": entry.text, "name": "", "inside": list(inside)}
        turn = entry.turn
        try:
            answer = await self._server.analyst.ask(question)
        except Died as problem:
            answer = {"troubles": [[0, str(problem)]]}
        if entry.turn == turn:
            entry.troubles = [trouble(line, said) for line, said in answer.get("troubles", [])]

    def take(self, answer: Plain, entries: Sequence[Entry]) -> None:
        """What is wrong with the policies themselves."""
        server = self._server
        roots = {entry.root for entry in entries}
        for root in roots - set(answer.get("broken", {})):
            mended = self.broken.pop(root, None)
            if mended is not None:
                mended.broken = None
                server.publisher.publish(mended)
        for root, said in answer.get("broken", {}).items():
            entry = server.board.entry(said["file"])
            entry.broken = trouble(said["line"], said["message"])
            self.broken[root] = entry
            server.publisher.publish(entry)
        self._about(answer, entries)
        server.tell_status()

    def _about(self, answer: Plain, entries: Sequence[Entry]) -> None:
        """Findings in policies that came up in judging these files; what came up before is over."""
        judged = [entry.file for entry in entries if entry.file in answer.get("files", {})]
        if not judged:
            return
        board = self._server.board
        elsewhere: Plain = answer.get("elsewhere", {})
        for policy in [e for e in board.entries.values() if e.about and e.file not in elsewhere]:
            for file in judged:
                policy.about.pop(file, None)
            self._server.publisher.publish(policy)
        for file, found in elsewhere.items():
            policy = board.entry(file)
            if policy.policy_table is None:
                continue
            for one in judged:
                policy.about.pop(one, None)
            policy.about[judged[0]] = found
            self._server.publisher.publish(policy)
