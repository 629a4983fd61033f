"""The settings of the tests: always the embedded cluster, a database of their own, cheap passwords.

Workers of one run (`pytest -n`) have a cluster each: what leaves the outbox waits for every transaction that is open in a cluster.
"""

import os

from shian.config.cluster.access import APP, ROOT, data_folder

os.environ.pop("DATABASE_URL", None)
worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if worker and data_folder().name != worker:  # a program that a test starts is where its test is
    os.environ["SHIAN_DATA"] = str(data_folder() / worker)

from shian.config.cluster import use
from shian.config.databases import KEPT, from_uri
from shian.config.settings import *  # noqa: F403  # the real settings, some of them changed
from shian.config.settings import DATA, DATABASES

ACCESS = use().access
TEST_DATABASE = "test_shian"

DATABASES["default"] = from_uri(ACCESS.uri(ROOT, TEST_DATABASE)) | {
    "ENGINE": "tests.database",
    "OPTIONS": {"options": f"-c role={APP}"} | KEPT,
}
DATABASES["owner"] = from_uri(ACCESS.uri("shian_owner", TEST_DATABASE))

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SHIAN_RECEIPT_WORK = (1, 8192)  # cheap receipts, for the same reason
SHIAN_STATEMENT_SECONDS = 120.0  # that the machine has other things to do is no story's 503
ALLOWED_HOSTS = ["*"]
MEDIA_ROOT = DATA / "test-files"
SILENCED_SYSTEM_CHECKS: list[str] = []
