"""Django's file storages: every file deleted, one after another.

Source: the documentation of Django 5.2, "File storage API" (`default_storage`, `Storage.listdir`,
which gives folders and files, `Storage.delete`), and of django-storages 1.14 (`S3Storage.bucket`,
which is boto3's bucket).
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
_S3, _STORAGES = "django s3 storage", "django storages"
_START = "from django.core.files.storage import default_storage\n"

KINDS: tuple[Kind, ...] = (
    Is(names=("django.core.files.storage.default_storage",), kind=_STORAGE),
    Is(names=("django.core.files.storage.storages",), kind=_STORAGES),
    Gives(kind=_STORAGES, member="[]", gives=_STORAGE),
    Makes(
        names=(
            "django.core.files.storage.Storage",
            "django.core.files.storage.FileSystemStorage",
        ),
        kind=_STORAGE,
    ),
    Makes(
        names=("storages.backends.s3.S3Storage", "storages.backends.s3boto3.S3Boto3Storage"),
        kind=_S3,
        unproved="django-storages asks for settings when its module is imported",
    ),
    Gives(kind=_S3, member="bucket", gives="s3 bucket"),
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
        beside=("default_storage", "Storage", "FileSystemStorage", "storages"),
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
