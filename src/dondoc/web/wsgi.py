"""The entry for a web server (máy chủ web): `dondoc.web.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dondoc.settings")
application = get_wsgi_application()
