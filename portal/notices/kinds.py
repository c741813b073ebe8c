"""The kinds of notices there are; rooms register theirs, people choose for each how often they want mail about it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.models.notice import Frequency
from portal.reader import Reader

type Reaches = Callable[[Reader], bool]


def everybody(reader: Reader) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """`label` heads its part of a digest, `explains` says in one sentence when such a notice comes.

    `needs` is what a person must be allowed to do with the thing to be told about it (`portal.rights`), then and later.
    `reaches` says whether somebody can get such notices at all: only then they are asked how often they want them.
    """

    key: str
    label: str | Promise
    default: Frequency
    explains: str | Promise = ""
    needs: str = "view"
    reaches: Reaches = everybody


_kinds: dict[str, Kind] = {}


def register_kind(
    key: str,
    label: str | Promise,
    *,
    default: Frequency,
    explains: str | Promise = "",
    needs: str = "view",
    reaches: Reaches = everybody,
) -> Kind:
    """Add a kind of notice; called from a room's app configuration. A key that is taken is a mistake."""
    if not key or key in _kinds:
        raise ValueError(f"The kind “{key}” has no name or is registered twice.")
    _kinds[key] = Kind(key, label, default, explains, needs, reaches)
    return _kinds[key]


def kinds() -> list[Kind]:
    """All kinds in the order in which the rooms registered them."""
    return list(_kinds.values())


def kinds_for(reader: Reader) -> list[Kind]:
    """The kinds that can reach somebody."""
    return [kind for kind in kinds() if kind.reaches(reader)]


def kind_of(key: str) -> Kind:
    """The kind of a stored notice; one that a later release dropped gets a plain name."""
    return _kinds.get(key) or Kind(key, _("Other news"), Frequency.DAILY)


def is_known(key: str) -> bool:
    return key in _kinds
