"""Spreadsheets of a consultation: uploaded, looked at, taken in whole or not at all, given up. All raise Refused."""

from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.consulting import actions, sheet_reading
from criteria.consulting.sheet_judging import ERROR, NEW, Verdict, decided, judge_all
from criteria.models import Consultation, ConsultationSheet
from criteria.models.consultation_sheet import SheetKind
from criteria.terms import Side
from portal.limits import Limit
from portal.models import User
from portal.reader import Reader
from portal.rights import may
from portal.states import Refused

NEEDS = {SheetKind.COMMENTS: "take_part", SheetKind.ANSWERS: "moderate_comments"}
"""The right that each kind asks for; each row is asked for its own when it is taken in."""
PER_PERSON = Limit("consultation-sheets", times=30, seconds=3600)


def upload(
    reader: Reader,
    asked: Consultation,
    kind: SheetKind,
    file: IO[bytes],
    name: str,
    *,
    side: Side | str = Side.BUYER,
    organisation: str = "",
) -> ConsultationSheet:
    """Read a file and keep what it says until it is taken in, in place of the one before. Says and answers nothing."""
    user = _person(reader, asked, kind)
    if PER_PERSON.exceeded_by(str(user.pk)):
        raise Refused(_("You have uploaded many files. Try again in an hour."))
    shown, rows, problems, notes = sheet_reading.read(file, name, kind)
    sheet, _made = ConsultationSheet.objects.update_or_create(
        consultation=asked,
        kind=kind,
        made_by=user,
        defaults={
            "made_at": timezone.now(),
            "file_name": shown,
            "side": Side(side),
            "organisation": organisation,
            "rows": rows,
            "problems": problems,
            "notes": notes,
        },
    )
    return sheet


def waiting(reader: Reader, asked: Consultation, kind: SheetKind) -> ConsultationSheet | None:
    """The reader's own file that waits."""
    return ConsultationSheet.objects.filter(consultation=asked, kind=kind, made_by=reader.user).first()


def verdicts(reader: Reader, asked: Consultation, sheet: ConsultationSheet) -> list[Verdict]:
    """What taking it in would do now."""
    return judge_all(reader, asked, SheetKind(sheet.kind), sheet.rows)


def take_in(reader: Reader, asked: Consultation, kind: SheetKind) -> int:
    """Do what the rows say, as if each had been sent by hand; how many comments or answers are new."""
    with transaction.atomic():
        user = _person(reader, asked, kind)
        sheet = (
            ConsultationSheet.objects.select_for_update().filter(consultation=asked, kind=kind, made_by=user).first()
        )
        if sheet is None:
            raise Refused(actions.TOO_LATE)
        found = verdicts(reader, asked, sheet)
        if sheet.problems or any(verdict.outcome == ERROR for verdict in found):
            raise Refused(_("Something in this file is wrong. Nothing was taken in."))
        new = [verdict for verdict in found if verdict.outcome == NEW]
        for verdict in new:
            _do(reader, asked, sheet, verdict)
        sheet.delete()
    return len(new)


def give_up(reader: Reader, asked: Consultation, kind: SheetKind) -> None:
    """Forget what was read from the reader's file."""
    ConsultationSheet.objects.filter(consultation=asked, kind=kind, made_by=reader.user).delete()


def forget_old(now: datetime) -> int:
    """Delete what nobody took in; how many."""
    return ConsultationSheet.objects.filter(made_at__lt=now - ConsultationSheet.KEPT).delete()[0]


def _do(reader: Reader, asked: Consultation, sheet: ConsultationSheet, verdict: Verdict) -> None:
    line = verdict.line
    if verdict.comment is not None:
        actions.answer(reader, verdict.comment, state=decided(verdict), response=line["reason"])
    elif verdict.place is not None:
        actions.say(
            reader,
            asked,
            paragraph_key=verdict.place.key,
            body=line["comment"],
            proposed_text=line["proposed"],
            side=sheet.side,
            organisation=sheet.organisation,
            at_once=True,
        )


def _person(reader: Reader, asked: Consultation, kind: SheetKind) -> User:
    if reader.user is None or not may(reader, NEEDS[kind], asked):
        raise Refused(actions.TOO_LATE)
    return reader.user
