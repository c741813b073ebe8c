"""Template tags for notices: the count in the header and the button to follow a thing."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.notices import following, queries
from portal.reader import NOBODY, reader_of

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: Context) -> int:
    """`{% unread_notices as unread %}`: how many wait; 0 and no query for anonymous people."""
    request = context.get("request")
    reader = reader_of(request) if request and not context.get("without_database") else NOBODY
    return queries.unread_count(reader)


@register.simple_tag(takes_context=True)
def follow_button(context: Context, target: Model, name: str = "") -> SafeString | str:
    """`{% follow_button tag tag.name %}`: for members only; nothing for others and for what nobody can follow."""
    request: Any = context["request"]
    user = reader_of(request).user
    if user is None or not following.is_followable(target):
        return ""
    if not hasattr(request, "followed_keys"):
        request.followed_keys = following.keys_followed_by(user)
    key = following.key_of(target)
    inputs = {
        "target": key,
        "name": name or str(target),
        "follows": key in request.followed_keys,
        "back": request.get_full_path(),
    }
    return render_to_string("components/follow_button.html", inputs, request=request)
