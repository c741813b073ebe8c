"""The steps a person can take with a criterion now: what each is called, what it asks, and who may take it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.lifecycle import actions, states
from criteria.lifecycle.forms import ExtendForm, OpenForm, ReasonForm, SupersedeForm
from criteria.models import Criterion, LibraryEntry
from criteria.terms import Status
from portal.reader import Reader
from portal.rights import may

S = Status


@dataclass(frozen=True)
class Step:
    """`verb` is the right it needs; `starts` the states it starts from, `is_open` what else must be so.

    `goes_on` marks the way forward, of which a page shows one as its main button.
    """

    key: str
    label: str | Promise
    explains: str | Promise
    verb: str
    starts: frozenset[str]
    act: Callable[..., object]
    form: type[forms.Form] = ReasonForm
    goes_on: bool = False
    to: Status | None = None

    def is_open(self, criterion: Criterion) -> bool:
        return criterion.status in self.starts and (self.to is None or self.to in states.ways(criterion))


def _of(*states_: Status) -> frozenset[str]:
    return frozenset(states_)


STEPS = (
    Step(
        "consult",
        _("Open a consultation"),
        _("All can read the latest draft, you choose who may answer. Where nothing is endorsed yet it is published."),
        "consult",
        _of(S.DRAFT, S.PROPOSED, S.REVIEW),
        actions.open_consultation,
        OpenForm,
        goes_on=True,
    ),
    Step(
        "extend",
        _("Give people more time"),
        _("The consultation closes on a later day."),
        "consult",
        _of(S.CONSULTATION),
        actions.extend_consultation,
        ExtendForm,
    ),
    Step(
        "review",
        _("Put into review"),
        _("The consultation is over; the working group looks at what it brought."),
        "put_into_review",
        _of(S.CONSULTATION),
        actions.put_into_review,
        goes_on=True,
    ),
    Step(
        "call-off",
        _("Call the consultation off"),
        _("Back to work. Readers see why."),
        "consult",
        _of(S.CONSULTATION),
        actions.call_off,
    ),
    Step(
        "send-back",
        _("Send back to work"),
        _("It is not ready to be endorsed."),
        "send_back",
        _of(S.REVIEW),
        actions.send_back,
    ),
    Step(
        "endorse",
        _("Endorse"),
        _("Publishes the latest draft as an endorsed edition, with you as the one who approved it."),
        "endorse",
        _of(S.REVIEW),
        actions.endorse,
        goes_on=True,
    ),
    Step(
        "begin-edition",
        _("Begin a new edition"),
        _("Readers keep the endorsed one until the new one is endorsed as well."),
        "renew",
        _of(S.ENDORSED),
        actions.begin_edition,
        goes_on=True,
    ),
    Step(
        "keep-edition",
        _("Give up the new edition"),
        _("The endorsed one stays as it is."),
        "renew",
        _of(S.DRAFT),
        actions.keep_edition,
        to=S.ENDORSED,
    ),
    Step(
        "supersede",
        _("Say what took its place"),
        _("It stays readable and leads to the criterion that took its place."),
        "retire",
        _of(S.PROPOSED, S.ENDORSED),
        actions.supersede,
        SupersedeForm,
    ),
    Step(
        "withdraw",
        _("Withdraw"),
        _("Nobody should use it any more. It stays readable, with your reason."),
        "retire",
        _of(S.PROPOSED, S.CONSULTATION, S.REVIEW, S.ENDORSED, S.DRAFT),
        actions.withdraw,
        to=S.WITHDRAWN,
    ),
    Step(
        "take-up",
        _("Take up again"),
        _("It is a proposal again."),
        "retire",
        _of(S.SUPERSEDED, S.WITHDRAWN),
        actions.take_up_again,
        goes_on=True,
    ),
)
VERBS = tuple(dict.fromkeys(step.verb for step in STEPS))


def takes_part(reader: Reader, criterion: Criterion | LibraryEntry) -> bool:
    """Whether the reader has any say in its life, now or later. Asks nothing of the database for who has no account."""
    if reader.user is None:
        return False
    thing = criterion.criterion if isinstance(criterion, LibraryEntry) else criterion
    return any(may(reader, verb, thing) for verb in VERBS)


def open_to(reader: Reader, criterion: Criterion) -> list[Step]:
    """The steps the reader can take now."""
    return [step for step in STEPS if step.is_open(criterion) and may(reader, step.verb, criterion)]


def take(step: Step, criterion: Criterion, fields: dict[str, Any], *, by: Any) -> None:
    """Do it with what was written. Raises Refused."""
    step.act(criterion, by=by, **fields)
