"""The steps a person can take with a text in another language: what each is called, and who may take it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.languages import actions
from criteria.languages.queries import Desk
from criteria.models import CriterionText
from portal.models import User
from portal.reader import Reader
from portal.rights import may


@dataclass(frozen=True)
class Step:
    """`verb` is the right it needs; `is_of_draft` says whether it is about the draft or about what readers see."""

    key: str
    label: str | Promise
    explains: str | Promise
    verb: str
    act: Callable[..., object]
    is_of_draft: bool = True
    asks_why: bool = False

    def of(self, desk: Desk) -> CriterionText | None:
        """The text it is about."""
        return desk.draft if self.is_of_draft else desk.shown


STEPS = (
    Step(
        "check",
        _("Mark as checked"),
        _("You compared the saved draft with the original, every paragraph. Readers get it at once."),
        "check",
        actions.check,
    ),
    Step(
        "show",
        _("Show as a machine translation"),
        _("Readers get the saved draft and are told that nobody has checked it."),
        "show_unchecked",
        actions.show_unchecked,
    ),
    Step(
        "official",
        _("Make official"),
        _("The Pact stands behind what readers see."),
        "make_official",
        actions.make_official,
        is_of_draft=False,
    ),
    Step(
        "take-back",
        _("Take away from readers"),
        _("They read the original again."),
        "take_back",
        actions.take_back,
        is_of_draft=False,
        asks_why=True,
    ),
)


def open_to(reader: Reader, desk: Desk) -> list[tuple[Step, CriterionText]]:
    """The steps the reader can take now, each with the text it is about."""
    found = [(step, step.of(desk)) for step in STEPS]
    return [(step, text) for step, text in found if text is not None and may(reader, step.verb, text)]


def take(step: Step, text: CriterionText, fields: dict[str, Any], *, by: User) -> None:
    """Do it. Raises Refused."""
    reason = {"reason": fields["reason"]} if step.asks_why else {}
    step.act(text, seen=fields["seen"], by=by, **reason)
