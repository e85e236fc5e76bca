"""Azure's data lake: file systems and directories deleted.

Source: the reference of azure-storage-file-datalake 12 (`DataLakeServiceClient`,
`FileSystemClient.delete_file_system`, `DataLakeDirectoryClient.delete_directory`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_SERVICE, _SYSTEM, _FOLDER = "data lake service", "data lake system", "data lake directory"
_MODULE = "azure.storage.filedatalake"
_BESIDE = ("filedatalake",)
_START = (
    "from azure.storage.filedatalake import DataLakeServiceClient\n"
    "service = DataLakeServiceClient(url, credential)\n"
    'lake = service.get_file_system_client("raw")\n'
)


def _made(name: str, kind: str, named: Argument | None = None) -> Makes:
    spelt = tuple(f"{_MODULE}{how}.{name}" for how in ("", ".aio"))
    return Makes(
        names=spelt + tuple(f"{one}.from_connection_string" for one in spelt),
        kind=kind,
        named=named or Argument(-1),
    )


KINDS: tuple[Kind, ...] = (
    _made("DataLakeServiceClient", _SERVICE),
    _made("FileSystemClient", _SYSTEM, Argument(1, "file_system_name")),
    _made("DataLakeDirectoryClient", _FOLDER, Argument(2, "directory_name")),
    Gives(
        kind=_SERVICE,
        member="get_file_system_client() create_file_system()",
        gives=_SYSTEM,
        named=FIRST,
    ),
    Gives(kind=_SERVICE, member="list_file_systems()", gives="data lake systems"),
    Gives(
        kind=_SYSTEM,
        member="get_directory_client() create_directory()",
        gives=_FOLDER,
        named=FIRST,
    ),
    Gives(
        kind=_FOLDER,
        member="get_sub_directory_client() create_sub_directory()",
        gives=_FOLDER,
        named=FIRST,
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete_file_system",),
        on=(_SYSTEM,),
        what="file system",
        store="azure",
        beside=_BESIDE,
        example=_START + "lake.delete_file_system()",
        twin=_START + "lake.exists()",
    ),
    ChangesObject(
        names=(".delete_file_system",),
        on=(_SERVICE,),
        what="file system",
        store="azure",
        target=Argument(0, "file_system"),
        beside=_BESIDE,
        example=_START + 'service.delete_file_system("raw")',
        twin=_START + 'service.get_file_system_client("raw")',
    ),
    ChangesObject(
        names=(".delete_directory",),
        on=(_FOLDER,),
        what="folder",
        store="azure",
        beside=_BESIDE,
        example=_START + 'lake.get_directory_client("users").delete_directory()',
        twin=_START + 'lake.get_directory_client("users").exists()',
    ),
    ChangesObject(
        names=(".delete_directory",),
        on=(_SYSTEM,),
        what="folder",
        store="azure",
        target=Argument(0, "directory"),
        beside=_BESIDE,
        example=_START + 'lake.delete_directory("users")',
        twin=_START + 'lake.get_directory_client("users")',
    ),
)
