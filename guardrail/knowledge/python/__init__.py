"""What calls of Python libraries do. One file a library: its objects, and what its calls change.

Adding a library is adding a file here; nothing else names it. `pymongo.py` is the model to copy.

1. Install the library, read its documentation and its source. The file's docstring begins with what
   it covers and has a line "Source:" with the pages and the version.
2. `KINDS` (see `kinds.py`) says how one comes by its objects: `Makes` for classes and factories
   under every name that people import them by, `Is` for ready objects, `Extends` for the bases of
   models, `Spelt` for names that leave little doubt, `Gives` for what attributes, methods,
   subscripts, `with` and `for` lead to. A class named by a `Makes` is known as an annotation too.
3. `ROWS` has the calls: `ChangesData` where rows, documents or keys of a store are changed,
   `ChangesObject` where something that holds them is dropped, `RunsQuery` where an object runs a
   text in a language of its own, and the rows of `rows.py` for texts that are run, files, requests
   and connections. `on` lists the kinds that a method belongs to.
   Write a row for what destroys or overwrites, never for what only reads or adds.
4. Every row has an `example` that does it and a `twin`, nearly the same, that doesn't: the tests
   want an effect of the one and none (or a filtered one) of the other. Both are whole programs.
5. `beside` are texts of which one stands in every file where the call matters (the package's name):
   without them, every file with the word is read. Common words (delete, drop, clear) need them.
   `python tools/generate_screen.py` afterwards.
6. Add the library, pinned, to a file in tests/knowledge_python/libraries (each is an environment of
   its own) and run `make test-libraries`: names, methods and parameters must exist. What can't be
   seen there says so in `unproved` (of a row) or `proxy` (of a class).
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from guardrail.knowledge.python.kinds import Kind
from guardrail.knowledge.python.rows import Row


@lru_cache(maxsize=1)
def all_rows() -> tuple[Row, ...]:
    """Every row of every library, in the order of the libraries' names."""
    found: list[Row] = []
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        found += getattr(import_module(f"{__name__}.{module.name}"), "ROWS", ())
    return tuple(found)


@lru_cache(maxsize=1)
def all_kinds() -> tuple[Kind, ...]:
    """Every fact of every library about what its objects are."""
    found: list[Kind] = []
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        found += getattr(import_module(f"{__name__}.{module.name}"), "KINDS", ())
    return tuple(found)


@lru_cache(maxsize=1)
def rows_by_word() -> dict[str, tuple[Row, ...]]:
    """The rows by the last part of each of their names."""
    found: dict[str, list[Row]] = {}
    for row in all_rows():
        for word in {name.rsplit(".", 1)[-1] for name in row.names}:
            found.setdefault(word, []).append(row)
    return {word: tuple(known) for word, known in found.items()}
