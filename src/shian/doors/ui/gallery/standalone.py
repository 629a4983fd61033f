"""Settings just large enough to show the gallery without a database (README.md says how)."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

_ROOT = Path(__file__).parents[5]

DEBUG = True
SECRET_KEY = "gallery-only-never-a-server"  # noqa: S105  signs nothing but the gallery's own forms
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
ROOT_URLCONF = "shian.doors.ui.gallery.roots"
INSTALLED_APPS = ["django.contrib.staticfiles", "shian.doors.ui"]
MIDDLEWARE = ["django.middleware.locale.LocaleMiddleware", "shian.doors.ui.gallery.views.strict"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
LOCALE_PATHS = [_ROOT / "src/shian/locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
