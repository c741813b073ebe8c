"""Accent-insensitive search and similarity of words, for the whole database."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_shared_models")]
    operations = [UnaccentExtension(), TrigramExtension()]
