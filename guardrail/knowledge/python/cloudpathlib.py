"""cloudpathlib: folders of buckets removed with all below them.

Source: the reference of cloudpathlib 0.26 (`CloudPath.rmtree`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Row

_PATH = "cloud path"
_START = "from cloudpathlib import S3Path\nroot = S3Path('s3://shop/users')\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "cloudpathlib.CloudPath",
            "cloudpathlib.S3Path",
            "cloudpathlib.GSPath",
            "cloudpathlib.AzureBlobPath",
        ),
        kind=_PATH,
    ),
    Makes(names=("cloudpathlib.AnyPath",), kind=_PATH, proxy="it makes other paths"),
    Gives(kind=_PATH, member="/", gives=_PATH),
    Gives(kind=_PATH, member="joinpath() with_name() with_suffix()", gives=_PATH),
    Gives(kind=_PATH, member="parent", gives=_PATH),
    Gives(kind=_PATH, member="iterdir()", gives="cloud paths"),
    Gives(kind="cloud paths", member="for", gives=_PATH),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".rmtree",),
        on=(_PATH,),
        what="folder",
        store="cloud",
        beside=("cloudpathlib",),
        example=_START + "(root / 'invoices').rmtree()",
        twin=_START + "(root / 'invoices').exists()",
    ),
)
