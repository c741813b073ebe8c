"""Who is asking: one value per request that rights, lists and counts look at, anonymous people included."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from portal.models import User


@dataclass(frozen=True)
class Reader:
    """A reader with the rights that follow from the account; `NOBODY` is the anonymous one."""

    user: User | None = None
    _kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_editor(self) -> bool:
        """Whether the reader may enter the CMS."""
        return self.user is not None and self.user.is_active and self.user.has_perm("wagtailadmin.access_admin")

    def once[T](self, key: str, make: Callable[[], T]) -> T:
        """A value made when first asked for and kept as long as this reader: for what rooms know about people."""
        if self.user is None:
            return make()
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]


NOBODY = Reader()


def reader_of(request: HttpRequest) -> Reader:
    """The reader behind a request; the same value for the whole of it."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return NOBODY
    kept: Reader | None = getattr(request, "_reader", None)
    if kept is None or kept.user != user:
        kept = Reader(user)
        request._reader = kept  # type: ignore[attr-defined]
    return kept
