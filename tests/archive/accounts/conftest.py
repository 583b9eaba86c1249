"""Counts of tries lie in the cache, which outlives a test that is not rolled back."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_tries_before(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
