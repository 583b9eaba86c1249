"""The project's settings in a data directory of the test run's own."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="archive-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ.update(SECRET_KEY="only-for-tests", DATA_DIR=_data, WHITENOISE_USE_FINDERS="1", DEBUG="0")
for _name in ("VAULT_RECIPIENT", "VAULT_IDENTITY_FILE", "ERASURES_FILE"):
    os.environ.pop(_name, None)
for _name in ("DATABASE_URL", "SEARCH_URL"):
    if not os.environ.get("TEST_" + _name):
        os.environ.pop(_name, None)

from archive.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# WhiteNoise warns of a missing folder, and a warning fails a test.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# Said out loud, for pytest-xdist knows only Django's own engine to have its test database in memory.
for _database in DATABASES.values():  # noqa: F405
    if _database["ENGINE"].endswith("sqlite3"):
        _database["TEST"] = {"NAME": ":memory:"}
