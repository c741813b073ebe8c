"""Notices, wishes and following over HTTP."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.errors import too_many
from portal.limits import Limit, client_address
from portal.models import User
from portal.navigation import Link
from portal.notices import following, queries, reading, stopping
from portal.notices import wishes as wishing
from portal.notices.forms import WishesForm
from portal.notices.kinds import kind_of
from portal.reader import reader_of

PER_PAGE = 20
FOLLOWS = Limit("follows-of-a-person", times=120, seconds=3600)
TRIES = Limit("stop-links", times=120, seconds=600)


@require_safe
@never_cache
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """`/en/members/notices/`: what somebody was told, unread first."""
    user = _user(request)
    page = Paginator(queries.listed(user), PER_PAGE).get_page(request.GET.get("page"))
    notices = queries.shown(reader_of(request), list(page.object_list))
    context = {
        "heading": gettext("Notices"),
        "noindex": True,
        "crumbs": _crumbs(),
        "page_of_notices": page,
        "notices": notices,
        "unread": queries.unread_count(reader_of(request)),
        "newest": max((notice.pk for notice in notices), default=0),
    }
    return render(request, "portal/notices/list.html", context)


@require_safe
@never_cache
@login_required
def open_notice(request: HttpRequest, number: int) -> HttpResponse:
    """`/en/members/notices/<number>/`: to the thing; its notice counts as read, unless a browser only looks ahead."""
    user = _user(request)
    notice = queries.listed(user).filter(pk=number).first()
    if notice is None or not queries.shown(reader_of(request), [notice]):
        raise Http404
    if "prefetch" not in request.headers.get("Sec-Purpose", ""):
        reading.read(user, number)
    return redirect(notice.path)


@require_POST
@login_required
def mark(request: HttpRequest, number: int) -> HttpResponse:
    """`/en/members/notices/<number>/read/`: seen."""
    if not reading.read(_user(request), number):
        raise Http404
    return redirect(_back(request))


@require_POST
@login_required
def mark_all(request: HttpRequest) -> HttpResponse:
    """`/en/members/notices/read/`: all seen that stood there when the page was made."""
    newest = request.POST.get("newest", "")
    reading.read_all(_user(request), int(newest) if newest.isdecimal() and len(newest) < 19 else 0)
    return redirect("notices:list")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def wishes(request: HttpRequest) -> HttpResponse:
    """`/en/members/wishes/`: how often mail comes, for each kind of notice."""
    user = _user(request)
    form = WishesForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        wishing.choose(user, form.choices(), language=form.language())
        messages.success(request, gettext("Your wishes are noted."))
        return redirect("notices:wishes")
    context = {
        "heading": gettext("What we tell you by mail"),
        "noindex": True,
        "crumbs": [*_crumbs(), Link(gettext("Notices"), reverse("notices:list"))],
        "form": form,
        "paused_at": user.mail_paused_at,
        "email": user.email,
    }
    return render(request, "portal/notices/wishes.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def resume(request: HttpRequest) -> HttpResponse:
    """`/en/members/wishes/resume/`: the address works again, mail may come."""
    wishing.resume_mail(_user(request))
    messages.success(request, gettext("Mail comes again."))
    return redirect("notices:wishes")


@require_POST
@login_required
def follow(request: HttpRequest) -> HttpResponse:
    """`/en/members/follow/`: follow a thing, or no longer, and back to where the button was; script gets the button."""
    user = _user(request)
    if FOLLOWS.exceeded_by(str(user.pk)):
        return too_many(request, seconds=FOLLOWS.seconds)
    target = following.found_by(request.POST.get("target", ""), reader_of(request))
    if target is None:
        raise Http404
    if request.POST.get("wish") == "stop":
        following.unfollow(user, target)
    else:
        following.follow(user, target)
    if request.headers.get("HX-Request"):
        inputs = {
            "target": following.key_of(target),
            "name": str(target),
            "follows": following.follows(user, target),
            "back": _back(request),
            "answers": True,
        }
        return render(request, "components/follow_button.html#inside", inputs)
    return redirect(_back(request))


@csrf_exempt  # The token is the right; mail programs send it by themselves, without a cookie (RFC 8058).
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """`/notices/stop/<token>/`: a POST stops mail without signing in; looking changes nothing: scanners of mail do."""
    if TRIES.exceeded_by(client_address(request)):
        return too_many(request, seconds=TRIES.seconds)
    found = stopping.found_by(token)
    if found is None:
        raise Http404
    person, kind = found
    stops_all = kind == wishing.EVERYTHING or request.POST.get("what") == "everything"
    if request.method == "POST":
        wishing.stop(person, wishing.EVERYTHING if stops_all else kind)
    with translation.override(person.language):
        context = {
            "heading": gettext("No more mail"),
            "noindex": True,
            "label": kind_of(kind).label,
            "stops_all": stops_all,
            "stopped": request.method == "POST",
        }
        return render(request, "portal/notices/stop.html", context)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # for the type checker: `login_required` stands before
    return request.user


def _back(request: HttpRequest) -> str:
    """Where the form stood; the list of notices when it says an address elsewhere."""
    there = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return there
    return reverse("notices:list")


def _crumbs() -> list[Link]:
    return [Link(gettext("Home"), "/")]
