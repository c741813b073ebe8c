"""Makes consultations and what people say in them, by the actions that they use."""

from itertools import count
from typing import Any

from criteria.consulting import actions
from criteria.lifecycle.actions import open_consultation
from criteria.models import Consultation, ConsultationComment, Criterion
from criteria.terms import AnswerState, Audience
from portal.models import User
from portal.reader import Reader
from tests.factories.lifecycle import days

_numbers = count(1)


def ask(criterion: Criterion, by: User, audience: Audience = Audience.EVERYBODY) -> Consultation:
    """A consultation that is open today."""
    asked = open_consultation(
        criterion, opens_on=days(0), closes_on=days(30), question="Is it fit?", audience=audience, by=by
    )
    return Consultation.objects.select_related("criterion").get(pk=asked.pk)


def say(asked: Consultation, author: User, key: str = "requirement", **fields: Any) -> ConsultationComment:
    """A comment by somebody; `shown` lets it through where it waits."""
    shown_by = fields.pop("shown_by", None)
    fields.setdefault("body", f"Comment {next(_numbers)}.")
    comment = actions.say(Reader(author), asked, paragraph_key=key, **fields)
    return actions.show(Reader(shown_by), comment) if shown_by else comment


def answer(
    comment: ConsultationComment, by: User, state: AnswerState = AnswerState.ACCEPTED, why: str = "Well said."
) -> ConsultationComment:
    return actions.answer(Reader(by), comment, state=state, response=why)
