"""What followers hear of a criterion's life when no new edition tells it."""

from django.utils.formats import date_format
from django.utils.translation import gettext

from criteria import followers
from criteria.documents import CriterionDocument
from criteria.lifecycle.reading import entries
from criteria.models import Criterion
from criteria.terms import Status
from portal.models import User


def tell_move(criterion: Criterion, *, by: User | None) -> None:
    """Tell those who follow it; nobody can see the life of what is not published."""
    last = entries(criterion).first()
    if last is None or not criterion.live:
        return
    document = criterion.document()
    followers.criterion_moved(
        criterion, key=f"move-{last.pk}", title=lambda: headline(document, criterion), text=last.reason, by=by
    )


def headline(document: CriterionDocument, criterion: Criterion) -> str:
    """The news in one line, in the reader's language."""
    words = {"title": document.title, "day": date_format(document.life.closes_on) if document.life.closes_on else ""}
    said = {
        Status.CONSULTATION: gettext("Open for your comments until %(day)s: %(title)s"),
        Status.REVIEW: gettext("In review: %(title)s"),
        Status.SUPERSEDED: gettext("Superseded: %(title)s"),
        Status.WITHDRAWN: gettext("Withdrawn: %(title)s"),
        Status.PROPOSED: gettext("A proposal again: %(title)s"),
        Status.ENDORSED: gettext("Endorsed: %(title)s"),
        Status.DRAFT: gettext("A new edition is in work: %(title)s"),
    }
    return said[Status(criterion.status)] % words
