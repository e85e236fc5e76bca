"""Zarr and xarray: stores of a cloud that are emptied as they are opened or written.

Source: the API reference of zarr 3.1 (`open`, `open_group`, `create_group`, `group`, `save`: mode
"w" is "create, overwrite if exists", "a" is the default) and of xarray 2026 (`to_zarr`: "w" is
"create, overwrite if exists", "w-" fails then). A folder on this machine is a file as any other.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Condition
from guardrail.knowledge.python.rows import Argument, Row

_STORE = Argument(0, "store")
_REMOTE = (
    r"~^(?:s3a?|gs|gcs|abfss?|az|wasbs?|adl|hdfs|oss|r2)://[^{}\0]+$",
    r"~~^(?:[\w.]+\.)?(?:get_mapper|S3Map|GCSMap|FsspecStore|ObjectStore)\b",
)
"""Where what is kept is everybody's: an address of a cloud, or an object that leads there."""
_ANEW: tuple[Condition, ...] = ((_STORE, _REMOTE), (Argument(-1, "mode"), ("w",)))
_OVER: Condition = (Argument(-1, "overwrite"), ("True",))
_NAMED = Argument(-1, "store")

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=("zarr.open", "zarr.open_group", "zarr.open_array", "zarr.convenience.open"),
        verb=Verb.OVERWRITE,
        target=_STORE,
        when=_ANEW,
        store="zarr",
        beside=("zarr",),
        example="import zarr\nzarr.open_group('s3://meteo/forecasts.zarr', mode='w')",
        twin="import zarr\nzarr.open_group('s3://meteo/forecasts.zarr', mode='a')",
    ),
    ChangesData(
        names=("zarr.group", "zarr.create_group", "zarr.create_array"),
        verb=Verb.OVERWRITE,
        target=_STORE,
        when=((_STORE, _REMOTE), _OVER),
        store="zarr",
        beside=("zarr",),
        example="import zarr\nzarr.create_group('s3://meteo/forecasts.zarr', overwrite=True)",
        twin="import zarr\nzarr.create_group('s3://meteo/forecasts.zarr')",
    ),
    ChangesData(
        names=("zarr.create",),
        verb=Verb.OVERWRITE,
        target=_NAMED,
        when=((_NAMED, _REMOTE), _OVER),
        store="zarr",
        beside=("zarr",),
        example="import zarr\nzarr.create((9, 9), store='s3://meteo/heat.zarr', overwrite=True)",
        twin="import zarr\nzarr.create((9, 9), store='s3://meteo/heat.zarr')",
    ),
    ChangesData(
        names=(".to_zarr",),
        verb=Verb.OVERWRITE,
        target=_STORE,
        when=_ANEW,
        spared=((Argument(-1, "region"), ("*",)), (Argument(-1, "append_dim"), ("*",))),
        store="zarr",
        beside=("xarray",),
        unproved="what makes data sets of xarray isn't seen",
        example="import xarray\ndata.to_zarr('s3://meteo/forecasts.zarr', mode='w')",
        twin="import xarray\ndata.to_zarr('s3://meteo/forecasts.zarr', append_dim='time')",
    ),
)
