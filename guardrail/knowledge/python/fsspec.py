"""fsspec and what is built on it (s3fs, gcsfs, adlfs, HDFS): folders and objects removed for good.

Source: the API reference of fsspec 2026.9.0, `AbstractFileSystem.rm` (`recursive`: all below
too), `filesystem`, `generic.rsync` and `FSMap.clear`, of s3fs 2026.9 (`S3FileSystem.chmod`; `acl`
of `open` and `mkdir`; what else is written with `ACL` goes through to S3) and of gcsfs 2026.10
(`acl` of `open`, `acl` and `default_acl` of `mkdir`).
The file systems of memory keep nothing.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ALWAYS, ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

CLOUD_FILES = "files of clouds"
_FILES = "fsspec file system"
_LISTED = "fsspec paths"
_MAPPER = "fsspec mapper"
_WHOLE_FOLDER = r"(path=)?'(?:\w+://)?[\w.-]+(?:/[\w.-]+)?(?:/\*\*)?(?:/\*(?:\.\w+)*)?/?'(,(?!maxdepth|prefix).*)?"
"""A bucket or a folder in it, with whatever is there or all files of a kind."""
_PUBLIC = (
    *("public-read", "public-read-write", "authenticated-read"),
    *("publicRead", "publicReadWrite", "authenticatedRead"),
)
_START = "import fsspec\nfs = fsspec.filesystem('s3')\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("fsspec.AbstractFileSystem", "fsspec.spec.AbstractFileSystem"),
        kind=_FILES,
    ),
    Makes(names=("fsspec.filesystem",), kind=_FILES, proxy="a function"),
    Gives(
        kind=_FILES,
        member="find() glob() ls() walk() expand_path()",
        gives=_LISTED,
        named=Argument(0, "path"),
        narrows=True,
        every=(_WHOLE_FOLDER,),
    ),
    Gives(kind=_LISTED, member="for", gives="fsspec path"),
    Makes(
        names=("fsspec.get_mapper", "fsspec.mapping.get_mapper", "fsspec.FSMap"),
        kind=_MAPPER,
        named=Argument(0, "url"),
        proxy="functions",
    ),
    Makes(
        names=("s3fs.S3Map", "gcsfs.GCSMap"),
        kind=_MAPPER,
        named=Argument(0, "root"),
        unproved="packages of their own",
    ),
    Makes(
        names=("fsspec.url_to_fs", "fsspec.core.url_to_fs"),
        kind="fsspec file system and path",
        proxy="a function",
    ),
    Gives(kind="fsspec file system and path", member="[]", gives=_FILES),
    Makes(
        names=(
            "s3fs.S3FileSystem",
            "gcsfs.GCSFileSystem",
            "adlfs.AzureBlobFileSystem",
            "huggingface_hub.HfFileSystem",
        ),
        kind=_FILES,
        unproved="packages of their own, with the methods of AbstractFileSystem",
    ),
    Makes(
        names=("fsspec.implementations.memory.MemoryFileSystem",),
        kind=_FILES,
        throwaway=(ALWAYS,),
    ),
)


def _opened(names: tuple[str, ...], what: str, place: int, argument: str, call: str) -> Row:
    """A row of what is written, or made, with an access list for everybody."""
    return ChangesObject(
        names=names,
        on=(_FILES,),
        what=what,
        verb=Verb.GRANT,
        store="fsspec",
        target=Argument(place, ""),
        when=((Argument(-1, argument), _PUBLIC),),
        beside=("public-read", "publicRead", "authenticated-read", "authenticatedRead"),
        unproved="s3fs and gcsfs have it, and aren't installed for tests",
        example=f"import s3fs\nfs = s3fs.S3FileSystem()\nfs.{call}, {argument}='public-read')",
        twin=f"import s3fs\nfs = s3fs.S3FileSystem()\nfs.{call}, {argument}='private')",
    )


ROWS: tuple[Row, ...] = (
    *(
        _opened(names, what, place, argument, call)
        for names, what, place, call in (
            ((".mkdir", ".makedirs"), "bucket", 0, "mkdir('shop'"),
            ((".put", ".put_file", ".copy", ".cp_file"), "object", 1, "put('a.csv', 'shop/a.csv'"),
            ((".open", ".pipe", ".pipe_file", ".touch"), "object", 0, "open('shop/a.csv', 'wb'"),
        )
        for argument in ("acl", "ACL", *(("default_acl",) if what == "bucket" else ()))
    ),
    ChangesObject(
        names=(".rm", ".delete"),
        on=(_FILES,),
        what="folder",
        store="fsspec",
        target=Argument(0, "path"),
        when=((Argument(1, "recursive"), ("True",)),),
        beside=("fsspec", "s3fs", "gcsfs", "adlfs", "HfFileSystem"),
        example=_START + "fs.rm('shop/users', recursive=True)",
        twin=_START + "fs.ls('shop/users')",
    ),
    ChangesData(
        names=(".rm", ".delete", ".rm_file", ".bulk_delete"),
        on=(_FILES,),
        spared=((Argument(1, "recursive"), ("True",)),),
        each=True,
        verb=Verb.DELETE,
        target="the folder",
        store=CLOUD_FILES,
        beside=("fsspec", "s3fs", "gcsfs", "adlfs", "HfFileSystem"),
        unproved="one of the names is s3fs's, which isn't installed for tests",
        example=_START + "fs.rm(fs.find('shop/users'))",
        twin=_START + "fs.rm(fs.find('shop/tmp/7'))",
    ),
    ChangesData(
        names=("fsspec.generic.rsync",),
        when=((Argument(2, "delete_missing"), ("True",)),),
        by_source=True,
        source=Argument(0, "source"),
        verb=Verb.DELETE,
        target=Argument(1, "destination"),
        store=CLOUD_FILES,
        beside=("fsspec",),
        example="from fsspec.generic import rsync\n"
        "rsync('file:///buffer/scans', 's3://shop/archive/scans', delete_missing=True)",
        twin="from fsspec.generic import rsync\n"
        "rsync('file:///buffer/scans', 's3://shop/archive/scans')",
    ),
    ChangesObject(
        names=(".chmod",),
        on=(_FILES,),
        what="object",
        verb=Verb.GRANT,
        store="fsspec",
        target=Argument(0, "path"),
        when=((Argument(1, "acl"), _PUBLIC),),
        beside=("s3fs", "fsspec"),
        unproved="s3fs has it, and isn't installed for tests",
        example="import s3fs\ns3fs.S3FileSystem().chmod('shop/users.csv', 'public-read')",
        twin="import s3fs\ns3fs.S3FileSystem().chmod('shop/users.csv', 'private')",
    ),
    ChangesObject(
        names=(".clear",),
        on=(_MAPPER,),
        what="folder",
        store="fsspec",
        beside=("get_mapper", "FSMap", "S3Map"),
        unproved="what it is called on is made by a function",
        example="import fsspec\nfsspec.get_mapper('s3://shop/users').clear()",
        twin="import fsspec\nfsspec.get_mapper('s3://shop/users').keys()",
    ),
)
