"""From words to tags: the one that is meant, or a new one."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from criteria.models import Tag, TagSynonym
from criteria.tags.naming import clean_name, fold
from portal.limits import Limit
from portal.models import User
from portal.states import Refused

NEW_WORDS = Limit("new-tags", times=20, seconds=86_400)
"""How many words that nobody had before one person may add in a day."""
VOCABULARY_LOCK = 0x7A65
"""The number of the advisory lock: a word is a tag or another word for one, and no constraint looks at both tables."""


def lock_vocabulary() -> None:
    """Until the transaction ends nobody else adds, merges, renames or splits words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [VOCABULARY_LOCK])


def known(names: Iterable[str]) -> dict[str, Tag]:
    """The tags that are meant, by folded word; in two queries, words without a tag are left out."""
    keys = {fold(name) for name in names}
    if not keys:
        return {}
    found = {tag.folded: tag for tag in Tag.objects.filter(folded__in=keys)}
    missing = keys - found.keys()
    if missing:
        others = TagSynonym.objects.filter(folded__in=missing).select_related("tag")
        found |= {other.folded: other.tag for other in others}
    return found


def find_or_make(names: Iterable[str], *, by: User | None = None) -> list[Tag]:
    """The tags for some words, each once, in the order of the words; what is missing is made.

    Raises ValidationError for a word that breaks the rules, and Refused when `by` has added too many words today.
    Without `by` there is no limit: editors and starter content.
    """
    words: dict[str, str] = {}
    for name in map(clean_name, names):
        words.setdefault(fold(name), name)
    found = known(words.values())
    if words.keys() - found.keys():
        with transaction.atomic():
            lock_vocabulary()
            found = known(words.values())
            for key in [key for key in words if key not in found]:
                if by is not None and NEW_WORDS.exceeded_by(str(by.pk)):
                    raise Refused(
                        _("You have added %(times)s new words today. Use words that are there, or go on tomorrow.")
                        % {"times": NEW_WORDS.times}
                    )
                found[key] = Tag.objects.create(name=words[key])
    return list({found[key].pk: found[key] for key in words}.values())
