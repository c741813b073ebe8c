"""Profiles: made when first needed, with a short name that nobody else has."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

from networks.models import MemberProfile
from portal.models import User

LONGEST = 34
"""Characters of a short name made from a name; what is left of its forty is for a number."""


def profile_of(user: User) -> MemberProfile:
    """The person's profile, made on the spot where there is none."""
    found = MemberProfile.objects.select_related("organisation").filter(user=user).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return MemberProfile.objects.create(user=user, handle=free_handle(user.get_full_name()))
    except IntegrityError:  # Another request of the same person, or a namesake, was faster.
        found = MemberProfile.objects.filter(user=user).first()
        return found or MemberProfile.objects.create(user=user, handle=free_handle(f"{user.get_full_name()}-{user.pk}"))


def free_handle(name: str) -> str:
    """A short name made from a name, with a number where others have it: anna-de-vries, anna-de-vries-2."""
    wanted = slugify(string_to_ascii(name))[:LONGEST].strip("-") or "member"
    taken = set(MemberProfile.objects.filter(handle__startswith=wanted).values_list("handle", flat=True))
    number = 1
    handle = wanted
    while handle in taken:
        number += 1
        handle = f"{wanted}-{number}"
    return handle
