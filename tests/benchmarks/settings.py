"""Settings of the measured portal: as served to browsers in the tests, with the plain addresses beside its own."""

from tests.served_settings import *  # noqa: F403  settings build on one another by Django's own convention

ROOT_URLCONF = "tests.benchmarks.urls"
