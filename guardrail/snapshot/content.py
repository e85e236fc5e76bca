"""What every Snapshot does with the bytes of a file."""

from __future__ import annotations

from guardrail.git.working import LFS_POINTER
from guardrail.snapshot import LIMIT, Obstacle, Text, Unreadable
from guardrail.snapshot.decoding import decode


def text_of(content: bytes, path: str) -> Text:
    """The text of a file's bytes. Raises `Unreadable`."""
    if len(content) > LIMIT:
        raise too_large(len(content))
    if len(content) < 1024 and LFS_POINTER.match(content):
        raise Unreadable("it is a Git LFS pointer, the content was not fetched", Obstacle.LFS)
    return decode(content, path)


def too_large(size: int) -> Unreadable:
    """The obstacle of a file of `size` bytes, over `LIMIT`."""
    return Unreadable(
        f"it has {size / 1e6:.0f} MB, larger than the {LIMIT / 1e6:.0f} MB that are read",
        Obstacle.SIZE,
    )


def below(path: str, under: tuple[str, ...]) -> bool:
    """Whether a path is one of `under` or lies below one; every path where there are none.

    "" and "." mean the root.
    """
    return not under or any(
        top in ("", ".") or path == top or path.startswith(f"{top}/") for top in under
    )


def cleaned(under: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Paths without a trailing slash or a leading `./`."""
    return tuple(path.removeprefix("./").rstrip("/") for path in under)
