"""Facts kept in memory in front of the ones on disk, so that nothing is read twice in a row."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping

from guardrail.cache import Cache

LARGEST = 24_000_000
"""How many characters of facts are held in memory."""


class WarmCache(Cache):
    """A cache that remembers what passed through it.

    While `private` is true, what is put in stays in memory: facts of texts that are being typed
    would only push lasting ones out of the store on disk.
    """

    def __init__(self, folder: str | None) -> None:
        """In front of the store in `folder`; `None` is none."""
        super().__init__(folder)
        self.private = False
        self._held: OrderedDict[str, str] = OrderedDict()
        self._size = 0

    def get_many(self, keys: Iterable[str]) -> dict[str, str]:
        """The values that are there, in memory or on disk."""
        found: dict[str, str] = {}
        missing: list[str] = []
        for key in keys:
            held = self._held.get(key)
            if held is None:
                missing.append(key)
            else:
                self._held.move_to_end(key)
                found[key] = held
        stored = super().get_many(missing) if missing else {}
        self._hold(stored)
        return {**found, **stored}

    def put_many(self, values: Mapping[str, str]) -> None:
        """Keep the values."""
        self._hold(values)
        if not self.private:
            super().put_many(values)

    def _hold(self, values: Mapping[str, str]) -> None:
        for key, value in values.items():
            if key not in self._held:
                self._held[key] = value
                self._size += len(value)
        while self._size > LARGEST and self._held:
            self._size -= len(self._held.popitem(last=False)[1])
