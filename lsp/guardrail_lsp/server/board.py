"""What is known of each file, and what the client has been told about it."""

from __future__ import annotations

from pathlib import PurePath

from msgspec import Struct, field

from guardrail_lsp.frames import Plain
from guardrail_lsp.names import POLICY_FILES
from guardrail_lsp.server.uris import file_of, uri_of

UNNAMED_SUFFIX = {
    "sql": ".sql",
    "python": ".py",
    "shellscript": ".sh",
    "postgres": ".sql",
    "pgsql": ".sql",
    "mysql": ".sql",
    "bash": ".sh",
}


class Entry(Struct):
    """One file. `version` and `text` are those of an open document.

    `turn` counts what happened to the file; a result of an older turn is not shown. `changed` is
    whether the file changed since the base, `wide` whether the whole workspace was asked about.
    `strikes` counts how often the analysis died on the file. `about` is what was found in the file,
    a policy, when others were judged, by the file that was.
    """

    file: str
    uri: str
    open: bool = False
    unnamed: bool = False
    version: int | None = None
    text: str = ""
    turn: int = 0
    changed: bool = False
    wide: bool = False
    result: Plain | None = None
    judged: int = -1
    troubles: list[Plain] = field(default_factory=list)
    about: dict[str, list[Plain]] = field(default_factory=dict)
    broken: Plain | None = None
    root: str = ""
    published: tuple[int | None, list[Plain]] | None = None
    strikes: int = 0

    @property
    def current(self) -> bool:
        """Whether the result is about the file as it is now."""
        return self.result is not None and self.judged == self.turn

    @property
    def policy(self) -> list[Plain]:
        """What is found in the policy that this file is, each thing once."""
        found = [finding for each in self.about.values() for finding in each]
        return [finding for at, finding in enumerate(found) if finding not in found[:at]]

    @property
    def policy_table(self) -> tuple[str, ...] | None:
        """The table that holds policy in this file, `None` where the file holds none."""
        return POLICY_FILES.get(PurePath(self.file).name)

    def findings(self, scope: str) -> list[Plain]:
        """What is to be shown of the result."""
        if self.result is None or self.result.get("gone"):
            return []
        found: list[Plain] = self.result["findings"]
        if self.open or self.wide or scope == "workspace":
            return found
        return [f for f in found if f["changed"]] if self.changed and scope != "open" else []


class Board:
    """Every file that matters now, by its name; open documents also by their URI."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.entries: dict[str, Entry] = {}
        self._by_uri: dict[str, Entry] = {}

    def entry(self, file: str) -> Entry:
        """What is known of a file."""
        if file not in self.entries:
            self.entries[file] = Entry(file, uri_of(file))
        return self.entries[file]

    def opened(self, uri: str, language: str, folder: str) -> Entry | None:
        """The entry of a document that is being opened, `None` for one that nobody judges.

        A document without a file is judged as if it lay in `folder`.
        """
        file = file_of(uri)
        unnamed = file is None
        if file is None:
            if not uri.startswith("untitled:"):
                return None
            name = uri.removeprefix("untitled:").rpartition("/")[2] or "Untitled"
            suffix = UNNAMED_SUFFIX.get(language, "")
            file = f"{folder.rstrip('/')}/{name}{'' if name.endswith(suffix) else suffix}"
        entry = self.entry(file)
        entry.uri, entry.open, entry.unnamed = uri, True, unnamed
        self._by_uri[uri] = entry
        return entry

    def closed(self, uri: str) -> Entry | None:
        """The entry of a document that was closed."""
        entry = self._by_uri.pop(uri, None)
        if entry is not None:
            entry.open = False
            entry.version, entry.text = None, ""
            entry.result, entry.troubles = None, []
            entry.turn += 1
        return entry

    def forget(self, entry: Entry) -> None:
        """Drop what is known of a file where that is nothing."""
        told = entry.published or entry.result or entry.broken or entry.about
        if not (told or entry.open or entry.changed or entry.wide):
            self.entries.pop(entry.file, None)

    def of_uri(self, uri: str) -> Entry | None:
        """The entry of an open document."""
        return self._by_uri.get(uri)

    def open(self) -> list[Entry]:
        """The open documents."""
        return list(self._by_uri.values())
