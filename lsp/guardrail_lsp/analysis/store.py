"""Facts kept in memory in front of the ones on disk, so that nothing is read twice in a row."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping

from guardrail.cache import Cache

LARGEST = 24_000_000
"""How many characters of facts are held in memory."""

TYPED = 2_000_000
"""How many of texts that are being typed: only the last few versions come back."""


class WarmCache(Cache):
    """A cache that remembers what passed through it.

    While `private` is true, what is put in stays in memory: facts of texts that are being typed
    would only push lasting ones out of the store on disk.
    """

    def __init__(self, folder: str | None) -> None:
        """In front of the store in `folder`; `None` is none."""
        super().__init__(folder)
        self.private = False
        self._lasting = _Held(LARGEST)
        self._typed = _Held(TYPED)

    def get_many(self, keys: Iterable[str]) -> dict[str, str]:
        """The values that are there, in memory or on disk."""
        found: dict[str, str] = {}
        missing: list[str] = []
        for key in keys:
            held = self._lasting.get(key) or self._typed.get(key)
            if held is None:
                missing.append(key)
            else:
                found[key] = held
        stored = super().get_many(missing) if missing else {}
        self._lasting.hold(stored)
        return {**found, **stored}

    def put_many(self, values: Mapping[str, str]) -> None:
        """Keep the values."""
        (self._typed if self.private else self._lasting).hold(values)
        if not self.private:
            super().put_many(values)


class Lasting(Cache):
    """A warm cache as those see it who keep what outlasts the texts being typed: histories."""

    def __init__(self, warm: WarmCache) -> None:
        """The same store as `warm`."""
        super().__init__(None)
        self._warm = warm

    def get_many(self, keys: Iterable[str]) -> dict[str, str]:
        """The values that are there, in memory or on disk."""
        return self._warm.get_many(keys)

    def put_many(self, values: Mapping[str, str]) -> None:
        """Keep the values on disk, too, whatever is being typed."""
        private, self._warm.private = self._warm.private, False
        try:
            self._warm.put_many(values)
        finally:
            self._warm.private = private


class _Held:
    """Values up to a number of characters; those that nobody asked for the longest go first."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._values: OrderedDict[str, str] = OrderedDict()
        self._size = 0

    def get(self, key: str) -> str | None:
        """The value, which is the last to go from now on."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def hold(self, values: Mapping[str, str]) -> None:
        """Keep the values, and let others go."""
        for key, value in values.items():
            if key not in self._values:
                self._values[key] = value
                self._size += len(value)
        while self._size > self._largest and len(self._values) > 1:
            self._size -= len(self._values.popitem(last=False)[1])
