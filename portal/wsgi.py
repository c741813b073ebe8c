"""The entry point for WSGI servers such as gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()


def settle() -> None:
    """Load what every request needs, and leave it out of the search for waste from then on.

    It stays for good. Python would go through all of it again and again, and would let waste of requests gather to a
    quarter of it first: that was 14 MB of a worker under load, and a pause for whoever asks at that moment.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


settle()
