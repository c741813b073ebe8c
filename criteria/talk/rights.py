"""Who may do what in the talk of members; docs/rights.md says the same in words."""

from datetime import datetime, timedelta

from django.utils import timezone

from criteria.models import Comment, Criterion, Report, Resource
from criteria.terms import Visibility
from networks.members.standing import Standing, standing_of
from networks.models import Role
from portal.reader import Reader
from portal.rights import may, rule

EDIT_WITHIN = timedelta(minutes=30)
"""How long authors may change what they said; later others may have answered to it."""


@rule("read_talk", Criterion)
def may_read_talk_of_criterion(reader: Reader, criterion: Criterion) -> bool:
    """All members, as long as the criterion is published."""
    return criterion.live and standing_of(reader).is_member


@rule("comment", Criterion)
def may_comment_criterion(reader: Reader, criterion: Criterion) -> bool:
    """Whoever contributes in any network."""
    return may_read_talk_of_criterion(reader, criterion) and _contributes(standing_of(reader))


@rule("read_talk", Resource)
def may_read_talk_of_resource(reader: Reader, resource: Resource) -> bool:
    """The members of the networks that see it; all members where all members or everybody see it."""
    standing = standing_of(reader)
    if not resource.is_live or not standing.is_member:
        return False
    if resource.visibility != Visibility.NETWORK or standing.is_secretariat:
        return True
    return bool(standing.networks & networks_that_see(resource))


@rule("comment", Resource)
def may_comment_resource(reader: Reader, resource: Resource) -> bool:
    """Whoever contributes in one of the networks that see it; in any network where all members see it."""
    if not may_read_talk_of_resource(reader, resource):
        return False
    standing = standing_of(reader)
    if resource.visibility != Visibility.NETWORK:
        return _contributes(standing)
    return standing.is_secretariat or bool(standing.networks_as(Role.CONTRIBUTOR) & networks_that_see(resource))


@rule("hide_comment", Criterion)
def may_moderate_criterion(reader: Reader, criterion: Criterion) -> bool:
    """Coordinators of any network: the library belongs to all of them."""
    standing = standing_of(reader)
    moderates = standing.is_secretariat or bool(standing.networks_as(Role.COORDINATOR))
    return moderates and may_read_talk_of_criterion(reader, criterion)


@rule("hide_comment", Resource)
def may_moderate_resource(reader: Reader, resource: Resource) -> bool:
    """Those who review for its network."""
    moderates = standing_of(reader).is_at_least(resource.network_id, Role.REVIEWER)
    return moderates and may_read_talk_of_resource(reader, resource)


@rule("view", Comment)
def may_view(reader: Reader, comment: Comment) -> bool:
    """What was taken back nobody sees; what was hidden only its author and moderators do."""
    if comment.deleted_at or not may(reader, "read_talk", comment.target):
        return False
    return not comment.hidden_at or is_author(reader, comment) or may(reader, "hide_comment", comment.target)


@rule("view", Report)
def may_view_report(reader: Reader, report: Report) -> bool:
    """Who made it, and who decides about it."""
    mine = reader.user is not None and report.reporter_id == reader.user.pk
    target = report.comment.target
    return may(reader, "read_talk", target) and (mine or may(reader, "hide_comment", target))


@rule("edit_comment", Comment)
def may_edit(reader: Reader, comment: Comment, at: datetime | None = None) -> bool:
    """Its author, for half an hour, unless it was hidden or the author may not write here any more."""
    is_open = not comment.deleted_at and not comment.hidden_at
    return (
        is_open
        and is_author(reader, comment)
        and (at or timezone.now()) < comment.created_at + EDIT_WITHIN
        and may(reader, "comment", comment.target)
    )


@rule("remove_comment", Comment)
def may_remove(reader: Reader, comment: Comment) -> bool:
    """Its author, whenever they can see it: one's own words may be taken back."""
    return not comment.deleted_at and is_author(reader, comment) and may(reader, "read_talk", comment.target)


@rule("hide_comment", Comment)
def may_hide(reader: Reader, comment: Comment) -> bool:
    return not comment.deleted_at and may(reader, "hide_comment", comment.target)


@rule("settle_report", Comment)
def may_settle(reader: Reader, comment: Comment) -> bool:
    """Moderators, but not about what they said themselves."""
    return may_hide(reader, comment) and not is_author(reader, comment)


@rule("report_comment", Comment)
def may_report(reader: Reader, comment: Comment) -> bool:
    """Every reader of it but its author."""
    is_open = not comment.deleted_at and not comment.hidden_at
    return is_open and not is_author(reader, comment) and may(reader, "read_talk", comment.target)


def is_author(reader: Reader, comment: Comment) -> bool:
    return reader.user is not None and comment.author_id == reader.user.pk


def networks_that_see(resource: Resource) -> frozenset[int]:
    """The networks a resource is shared with, by key; no query where `shared_with` was fetched before."""
    own = {resource.network_id} if resource.network_id is not None else set()
    return frozenset(own | {network.pk for network in resource.shared_with.all()})


def _contributes(standing: Standing) -> bool:
    return standing.is_secretariat or bool(standing.networks_as(Role.CONTRIBUTOR))
