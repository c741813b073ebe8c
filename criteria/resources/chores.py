"""What somebody has to do now and then: remind reviewers, visit links, look at files whose check had to wait."""

from datetime import timedelta

from django.db.models import F, Q
from django.tasks import task
from django.utils import timezone

from criteria.models import ResourceVersion
from criteria.resources import reviewing, uploads
from portal.files.links import check_link

CHECK_AGAIN = timedelta(days=7)
AT_ONCE = 200
"""Links visited in one run, longest unvisited first."""


@task()
def remind() -> int:
    return reviewing.remind()


@task()
def check_links() -> int:
    """Visit the links of live versions that were not visited for a week; how many that were."""
    before = timezone.now() - CHECK_AGAIN
    due = Q(link_checked_at=None) | Q(link_checked_at__lt=before)
    live = ResourceVersion.objects.filter(due, resource__live_version=F("pk")).exclude(link="")
    chosen = live.order_by(F("link_checked_at").asc(nulls_first=True))[:AT_ONCE]
    for version in chosen:
        found = check_link(version.link)
        moved_to = found.final_url[:400] if found.final_url != version.link else ""
        ResourceVersion.objects.filter(pk=version.pk).update(
            link_condition=found.condition.value, link_checked_at=found.checked_at, link_now=moved_to
        )
    return len(chosen)


@task()
def inspect_waiting() -> int:
    return uploads.inspect_waiting()
