"""Who is asking: one value per request that rights, lists and counts look at, anonymous people included."""

from dataclasses import dataclass

from django.http import HttpRequest

from portal.models import User


@dataclass(frozen=True)
class Reader:
    """A reader with the rights that follow from the account; `NOBODY` is the anonymous one."""

    user: User | None = None

    @property
    def is_editor(self) -> bool:
        """Whether the reader may enter the CMS."""
        return self.user is not None and self.user.is_active and self.user.has_perm("wagtailadmin.access_admin")


NOBODY = Reader()


def reader_of(request: HttpRequest) -> Reader:
    """The reader behind a request."""
    user = getattr(request, "user", None)
    return Reader(user) if isinstance(user, User) and user.is_authenticated else NOBODY
