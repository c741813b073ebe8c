"""A person's own profile, data and account over HTTP."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from networks.members.forms import CloseForm, ProfileForm
from networks.members.pages import crumbs_of, person_of
from networks.members.profiles import profile_of
from portal import personal_data
from portal.accounts import set_name
from portal.errors import too_many
from portal.fresh import fresh_required
from portal.limits import Limit
from portal.states import Refused

EXPORTS = Limit("exports-of-own-data", times=20, seconds=3600)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """`/en/members/profile/`"""
    user = person_of(request)
    form = ProfileForm(request.POST or None, instance=profile_of(user), user=user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            set_name(user, form.cleaned_data["name"])
            user.save(update_fields=form.user_fields)
            form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect("members:profile")
    context = {"form": form, "crumbs": crumbs_of(request), "heading": _("Your profile")}
    return render(request, "networks/members/profile.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """`/en/members/profile/data.json`: everything the portal keeps about the reader, in one file."""
    user = person_of(request)
    if EXPORTS.exceeded_by(str(user.pk)):
        return too_many(request, seconds=EXPORTS.seconds)
    response = JsonResponse(personal_data.export_of(user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@login_required
@fresh_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """`/en/members/profile/close/`: closes the account and takes the person out of everything."""
    user, refusal = person_of(request), ""
    form = CloseForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            personal_data.erase(user)
        except Refused as refused:
            refusal = str(refused.reason)
        else:
            logout(request)
            return render(request, "networks/members/closed.html", {"heading": _("Your account is closed")})
    context = {"form": form, "refusal": refusal, "crumbs": crumbs_of(request), "heading": _("Close your account")}
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "networks/members/close.html", context, status=status)
