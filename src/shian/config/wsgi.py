"""What a page server loads. It refuses to load behind the wrong database role or on old tables, whichever server that is."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from shian.config.posture import refuse_wrong_role
from shian.kernel.tables import refuse_old_tables

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shian.config.settings")
application = get_wsgi_application()
refuse_wrong_role()
refuse_old_tables()
import_module("shian.config.warming").warm()  # it imports models, so it can come only after the setup
