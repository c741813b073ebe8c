"""Registration over HTTP, and the calendar file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from home.events import queries, registration
from home.events.calendar import calendar_file
from home.events.forms import RegistrationForm
from home.events.registration import CANCEL, CONFIRM
from home.models import EventPage, Registration
from portal.errors import too_many
from portal.limits import Limit, client_address
from portal.navigation import Link
from portal.reader import reader_of
from portal.states import Refused

PER_SENDER = Limit("registrations-of-a-sender", times=20, seconds=600)
PER_ADDRESS = Limit("registrations-of-an-address", times=5, seconds=3600)
TRIES = Limit("registration-links", times=60, seconds=600)


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/events/<slug>/calendar.ics`"""
    event = _event(request, slug)
    address = request.build_absolute_uri(event.get_url(request) or "/")
    response = HttpResponse(calendar_file(event, address), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_protect
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/events/<slug>/register/`: the form; what was typed stays when something is wrong with it."""
    event = _event(request, slug)
    if not event.takes_registrations():
        return _answer(request, event, "closed", status=200 if request.method != "POST" else 409)
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sender, email = client_address(request), form.cleaned_data["email"]
        if PER_SENDER.exceeded_by(sender):
            return too_many(request, seconds=PER_SENDER.seconds)
        if not form.is_filled_by_machine and not PER_ADDRESS.exceeded_by(str(event.pk), email):
            try:
                registration.register(event, person=form.person(), address=_portal_address(request))
            except Refused as refusal:
                return _answer(request, event, "refused", reason=refusal.reason, status=409)
        return redirect("events:registered", slug)
    context = _context(request, event) | {"form": form, "seats_left": queries.seats_left(event)}
    return render(request, "home/registration_form.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/events/<slug>/registered/`: look into your mail. The same for everybody, known address or not."""
    return _answer(request, _event(request, slug), "sent")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_protect
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """`/en/events/confirm/<token>/`: opening it changes nothing, its button gives the seat."""
    found = _found(request, token, CONFIRM)
    if request.method != "POST":
        return _answer(request, found.event, "confirm", registration=found)
    try:
        registration.confirm(found, address=_portal_address(request))
    except Refused as refusal:
        return _answer(request, found.event, "refused", reason=refusal.reason, status=409)
    return _answer(request, found.event, "confirmed")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_protect
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """`/en/events/cancel/<token>/`: opening it changes nothing, its button gives the seat back."""
    found = _found(request, token, CANCEL)
    if request.method != "POST":
        return _answer(request, found.event, "cancel", registration=found)
    try:
        registration.cancel(found)
    except Refused as refusal:
        return _answer(request, found.event, "refused", reason=refusal.reason, status=409)
    return _answer(request, found.event, "cancelled")


def _event(request: HttpRequest, slug: str) -> EventPage:
    event = queries.find(reader_of(request), slug, get_language() or "en")
    if event is None:
        raise Http404
    return event


def _found(request: HttpRequest, token: str, purpose: str) -> Registration:
    if TRIES.exceeded_by(client_address(request)):
        raise Http404
    found = registration.registration_of(token, purpose)
    if found is None:
        raise Http404
    return found


def _portal_address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _context(request: HttpRequest, event: EventPage) -> dict[str, object]:
    return {
        "event": event,
        "heading": gettext("Register for “%(event)s”") % {"event": event.title},
        "noindex": True,
        "crumbs": [*event.crumbs(request), Link(event.title, event.get_url(request) or "")],
    }


def _answer(request: HttpRequest, event: EventPage, answer: str, *, status: int = 200, **extra: object) -> HttpResponse:
    context = _context(request, event) | {"answer": answer} | extra
    return render(request, "home/registration_answer.html", context, status=status)
