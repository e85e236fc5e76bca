"""Django's file storages: every file deleted, one after another.

Source: the documentation of Django 5.2, "File storage API" (`default_storage`, `Storage.listdir`,
which gives folders and files, `Storage.delete`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Is, Kind, Makes
from guardrail.knowledge.python.rows import Row

_STORAGE, _LISTING, _FILES, _FILE = (
    "django storage",
    "django storage listing",
    "django stored files",
    "django stored file",
)
_START = "from django.core.files.storage import default_storage\n"

KINDS: tuple[Kind, ...] = (
    Is(names=("django.core.files.storage.default_storage",), kind=_STORAGE),
    Makes(
        names=(
            "django.core.files.storage.Storage",
            "django.core.files.storage.FileSystemStorage",
        ),
        kind=_STORAGE,
    ),
    Gives(
        kind=_STORAGE,
        member="listdir()",
        gives=_LISTING,
        narrows=True,
        every=(r"(path=)?'[./]?'",),
    ),
    Gives(kind=_LISTING, member="[]", gives=_FILES),
    Gives(kind=_FILES, member="for", gives=_FILE),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_STORAGE,),
        each=True,
        verb=Verb.DELETE,
        target="the stored files",
        store="django",
        beside=("default_storage", "Storage", "FileSystemStorage"),
        example=(
            _START
            + "for name in default_storage.listdir('')[1]:\n"
            + "    default_storage.delete(name)"
        ),
        twin=(
            _START
            + "for name in default_storage.listdir('tmp')[1]:\n"
            + "    default_storage.delete(name)"
        ),
    ),
)
