"""backup: one encrypted file that holds both databases and the media, whole."""

from tests.archive.backup.conftest import Living


def test_it_says_what_is_in_it_and_leaves_nothing_else(living: Living):
    assert living.told["head"] in living.told["said"]
