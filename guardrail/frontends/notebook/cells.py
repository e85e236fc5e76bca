"""The code cells of a notebook, and the languages they are written in.

Facts: "The Notebook file format" of nbformat 5 (formats 4 and 3); VS Code keeps the language of a
cell in `metadata.vscode.languageId`.
"""

from __future__ import annotations

from msgspec import Struct

from guardrail.frontends.notebook.document import Text, Value
from guardrail.frontends.notebook.strings import add_json, json_text
from guardrail.spanmap import BuiltText, TextBuilder

LANGUAGES = {
    **dict.fromkeys(("", "python", "python2", "python3", "ipython", "pyspark"), "python"),
    **dict.fromkeys(("sql", "mssql", "postgresql", "sqlite", "xsqlite"), "sql"),
    **dict.fromkeys(("bash", "sh", "zsh", "ksh", "shell", "shellscript"), "shell"),
    "cypher": "cypher",
}
"""Languages as kernels and editors call them, in lower case, and who reads them here."""

PROSE = frozenset(("markdown", "raw", "heading"))


class Cell(Struct, frozen=True):
    """A code cell. `number` counts all cells from 1, `spoken` is its language as it is written."""

    number: int
    spoken: str
    built: BuiltText

    @property
    def language(self) -> str:
        """The language as it is called here, "" for one that nobody reads."""
        return LANGUAGES.get(self.spoken.lower(), "")


def cells_of(root: Value, text: str) -> list[Cell] | None:
    """The code cells in order, `None` where the value is no notebook."""
    if not isinstance(root, dict):
        return None
    cells = _cells(root)
    if cells is None:
        return None
    spoken = _kernel(root, text)
    found = []
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict) or _said(cell.get("cell_type"), text) in PROSE:
            continue
        built = _written(cell.get("source", cell.get("input")), text)
        if built.text.strip():
            found.append(Cell(number, _own(cell, text) or spoken, built))
    return found


def _cells(root: dict[str, Value]) -> list[Value] | None:
    cells = root.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = root.get("worksheets")
    if not isinstance(sheets, list):
        return None
    held = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for cells in held if isinstance(cells, list) for cell in cells]


def _kernel(root: dict[str, Value], text: str) -> str:
    """The language of the kernel; a kernel's name counts only where it is a language's."""
    named = _said(_at(root, "metadata", "language_info", "name"), text)
    spoken = named or _said(_at(root, "metadata", "kernelspec", "language"), text)
    name = _said(_at(root, "metadata", "kernelspec", "name"), text)
    return spoken or (name if name.lower() in LANGUAGES else "")


def _own(cell: dict[str, Value], text: str) -> str:
    return _said(_at(cell, "metadata", "vscode", "languageId") or cell.get("language"), text)


def _at(value: Value, *keys: str) -> Value:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _said(value: Value, text: str) -> str:
    return json_text(text, value.start, value.end).text if isinstance(value, Text) else ""


def _written(value: Value, text: str) -> BuiltText:
    """A text that is a string or a list of strings, which are joined as they are."""
    builder = TextBuilder("json")
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Text):
            add_json(builder, text, one.start, one.end)
    return builder.build()
