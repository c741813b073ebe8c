"""The talk on the pages of criteria and resources: a section for members, one sentence for everybody else."""

from typing import Any

from django.http import HttpRequest

from criteria.documents import CriterionDocument
from criteria.models import Resource
from criteria.talk import queries
from criteria.talk.forms import CommentForm
from criteria.talk.people import Target
from networks.members.standing import standing_of
from portal import sections
from portal.reader import Reader, reader_of

QUERIES = 9
TEMPLATE = "criteria/talk/section.html"


def register() -> None:
    sections.fill("criterion", template=TEMPLATE, context=of_criterion, order=90, queries=QUERIES)
    sections.fill("resource", template=TEMPLATE, context=of_resource, order=90, queries=QUERIES)


def of_criterion(request: HttpRequest, document: CriterionDocument) -> dict[str, Any] | None:
    """Under a published criterion."""
    return _section(request, "criterion", document.ref)


def of_resource(request: HttpRequest, resource: Resource) -> dict[str, Any] | None:
    """Under a published resource."""
    return _section(request, "resource", resource.slug)


def context(reader: Reader, target: Target, page: int) -> dict[str, Any]:
    """What the inner part of the section needs, whether it stands on a page or comes as a swap."""
    return {
        "talk": queries.discussion(reader, target, page),
        "form": CommentForm(auto_id="say_%s"),
        "say_url": queries.say_address(target),
        "people_url": queries.people_address(target),
        "base": target.get_absolute_url(),
    }


def page_asked(request: HttpRequest) -> int:
    """The page of the talk that an address asks for; the first for anything odd."""
    asked = request.GET.get("talk", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _section(request: HttpRequest, kind: str, key: str) -> dict[str, Any] | None:
    """For readers without an account no query is made: their pages are kept and the same for all of them."""
    reader = reader_of(request)
    if reader.user is None:
        return {"sign_in": True}
    if not standing_of(reader).is_member:
        return {"sign_in": False}
    target = queries.find_target(reader, kind, key)
    return None if target is None else context(reader, target, page_asked(request))
