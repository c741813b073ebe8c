"""Makes selections for tests."""

from criteria.models import Criterion, Selection
from criteria.tender import actions
from criteria.tender.address import Pick
from portal.models import User
from portal.reader import Reader


def make_selection(owner: User, *criteria: Criterion, title: str = "Laptops for schools") -> Selection:
    """A saved selection with the current editions of some criteria."""
    return actions.create(Reader(owner), title, [Pick(criterion.ref) for criterion in criteria])


def make_edition(criterion: Criterion, requirement: str = "The product meets another requirement.") -> str:
    """Publish another wording; the number of its edition."""
    criterion.refresh_from_db()
    criterion.requirement = requirement
    criterion.change_note = "Said more clearly."
    criterion.save_revision().publish()
    return criterion.editions.first().number


def refs(selection: Selection) -> list[str]:
    """What stands in it, in its order."""
    return list(selection.items.values_list("edition__ref", flat=True))
