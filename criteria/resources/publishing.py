"""What follows from a resource becoming public or not: its entry in the library, in the same transaction."""

from criteria.models import Resource


def refresh(resource: Resource) -> None:
    """Bring the library in line with the resource's live version. Readers come by `Resource.objects.visible_to`."""
