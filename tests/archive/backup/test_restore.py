"""restore: an empty directory becomes the archive that was backed up, less what was erased since."""


def test_x(living, place):
    done = living.run(
        place, "restore", living.backup, "--identity", living.key, "--erasures", living.erasures
    )
    print(done.stdout, done.stderr, living.told, living.erasures.read_text())
    assert 0
