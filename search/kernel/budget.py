"""A cache with a budget in bytes: what was not asked for longest leaves first. Shared by threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Budget(Generic[Value]):
    """Values by key. `size_of` says how many bytes a value is taken for."""

    def __init__(self, limit: int, size_of: Callable[[Value], int]) -> None:
        self.limit, self.size_of = limit, size_of
        self.held = 0
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made when it is not here. Two threads may both make it; one is kept."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
                return found[0]
        made = make()
        self._put(key, made, self.size_of(made))
        return made

    def _put(self, key: Hashable, value: Value, size: int) -> None:
        if size > self.limit:
            return
        with self._lock:
            before = self._values.pop(key, None)
            self.held += size - (before[1] if before else 0)
            self._values[key] = (value, size)
            while self.held > self.limit:
                _key, (_value, gone) = self._values.popitem(last=False)
                self.held -= gone

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._values.clear()
            self.held = 0
