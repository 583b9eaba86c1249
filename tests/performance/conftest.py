"""The index of the search tests, for measurements that go through the running archive."""

from tests.search.conftest import index

__all__ = ["index"]
