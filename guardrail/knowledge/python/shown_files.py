"""Files in buckets that libraries above boto3 write with an access list for everybody.

Source: pandas 3.1, `DataFrame.to_csv` and its relatives (`storage_options` goes to fsspec); the
documentation of s3fs, `S3FileSystem` (`s3_additional_kwargs`); fsspec 2026.9, `filesystem` and
`open`; smart_open 7 (`transport_params`), PyArrow 21 (`default_metadata`: "ACL" among them); AWS
SDK for pandas 3.17, `s3.to_csv` and its relatives.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import NOWHERE, Argument, OpensPorts, Row

_ACL = "public-read|public-read-write|authenticated-read"
_OPEN = "{'s3_additional_kwargs': {'ACL': 'public-read'}}"
_FRAME = "import pandas as pd\nframe = pd.read_csv('a.csv')\nframe"
_WRITERS = ("csv", "parquet", "json", "excel", "pickle", "stata", "xml")


def _shown(names: tuple[str, ...], id: Argument, argument: str, example: str) -> Row:
    return OpensPorts(
        names=names,
        provider="aws",
        kind="object",
        id=id,
        world=((f"{argument}.ACL", _ACL),),
        port="",
        what="its access list",
        beside=("public-read", "authenticated-read"),
        unproved="the list goes through to the service among keywords",
        example=example,
        twin=example.replace("public-read", "private") + "  # not public-read",
    )


ROWS: tuple[Row, ...] = (
    _shown(
        tuple(f".to_{one}" for one in _WRITERS),
        Argument(0, ""),
        "storage_options",
        f"{_FRAME}.to_csv('s3://shop/a.csv', storage_options={_OPEN})",
    ),
    _shown(
        ("s3fs.S3FileSystem", "fsspec.filesystem", "fsspec.open"),
        NOWHERE,
        "s3_additional_kwargs",
        "import s3fs\ns3fs.S3FileSystem(s3_additional_kwargs={'ACL': 'public-read'})",
    ),
    _shown(
        ("smart_open.open",),
        Argument(0, "uri"),
        "transport_params",
        "import smart_open\nsmart_open.open('s3://shop/a.csv', 'w', transport_params={"
        "'client_kwargs': {'S3.Client.create_multipart_upload': {'ACL': 'public-read'}}})",
    ),
    _shown(
        ("pyarrow.fs.S3FileSystem",),
        NOWHERE,
        "default_metadata",
        "from pyarrow import fs\nfs.S3FileSystem(default_metadata={'ACL': 'public-read'})",
    ),
    _shown(
        tuple(f"awswrangler.s3.{one}" for one in ("to_csv", "to_json", "to_parquet", "upload")),
        Argument(-1, "path"),
        "s3_additional_kwargs",
        "import awswrangler as wr\nwr.s3.to_csv(frame, 's3://shop/a.csv',"
        " s3_additional_kwargs={'ACL': 'public-read'})",
    ),
)
