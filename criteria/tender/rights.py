"""Who may do what with a saved selection; docs/rights.md says the same in words."""

from criteria.models import Selection
from portal.reader import Reader
from portal.rights import rule


@rule("view", Selection)
def may_view(reader: Reader, selection: Selection) -> bool:
    """Its owner, and members of the networks it is shared with as long as its owner belongs there."""
    return Selection.objects.visible_to(reader).filter(pk=selection.pk).exists()


@rule("change", Selection)
def may_change(reader: Reader, selection: Selection) -> bool:
    """Its owner; sharing and deleting are part of it."""
    user = reader.user
    return user is not None and user.is_active and selection.owner_id == user.pk
