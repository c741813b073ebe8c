"""`manage.py sync_spaces`: puts the groups, collections and rights of every network back to what memberships say."""

from typing import Any

from django.core.management import BaseCommand

from networks.members import spaces


class Command(BaseCommand):
    """For after an upgrade, or when somebody changed groups by hand."""

    help = "Makes, renames and repairs what the CMS keeps for each network, and fills its groups from memberships."

    def handle(self, *args: Any, **options: Any) -> None:
        moved = spaces.sync()
        self.stdout.write(f"Every network has its space; {moved} places in groups were put right.")
