"""The settings of the tests: always the embedded cluster, a database of their own, cheap passwords."""

import os

os.environ.pop("DATABASE_URL", None)

from shian.config.cluster import use
from shian.config.cluster.access import APP, ROOT
from shian.config.databases import KEPT, from_uri
from shian.config.settings import *  # noqa: F403  # the real settings, some of them changed
from shian.config.settings import DATA, DATABASES

ACCESS = use().access
TEST_DATABASE = "test_shian" + os.environ.get("PYTEST_XDIST_WORKER", "")

DATABASES["default"] = from_uri(ACCESS.uri(ROOT, TEST_DATABASE)) | {
    "ENGINE": "tests.database",
    "OPTIONS": {"options": f"-c role={APP}"} | KEPT,
}
DATABASES["owner"] = from_uri(ACCESS.uri("shian_owner", TEST_DATABASE))

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SHIAN_RECEIPT_WORK = (1, 8192)  # cheap receipts, for the same reason
ALLOWED_HOSTS = ["*"]
MEDIA_ROOT = DATA / "test-files"
SILENCED_SYSTEM_CHECKS: list[str] = []
