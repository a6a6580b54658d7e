"""The site's settings, with what would make tests slow or leave traces taken out."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="readiness-tests-"))

from config.settings import *  # noqa: F403
from config.settings import CACHES, DATA_DIR, DATABASES, REDIS_URL, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real life: an in-memory database has other locks.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    # Copied from one that script/test has migrated; without one Django migrates here.
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ.get("BLANK_DATABASE")}

# What one process of the tests clears must not be what another has just kept.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    place, _, last = str(CACHES["default"]["LOCATION"]).rpartition("/")
    CACHES["default"]["LOCATION"] = f"{place}/{1 + int(worker.removeprefix('gw')) if REDIS_URL else last + worker}"
