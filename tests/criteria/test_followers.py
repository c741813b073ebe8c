"""Who follows something hears of news about it, as far as they may see it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from criteria import followers
from criteria.models import Criterion, ProductGroup, Tag
from criteria.tags.actions import merge
from networks.models import Membership, Role
from portal.models import Notice
from portal.notices import follow, followed_by
from portal.notices.following import key_of
from portal.reader import NOBODY, Reader
from portal.rights import may
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.people import make_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mira():
    user = make_user("mira@example.org")
    Membership.objects.create(
        user=user, network=make_network(), role=Role.READER, state="active", since=timezone.now() - timedelta(days=1)
    )
    return user


def heard(user):
    return [notice.title for notice in Notice.objects.filter(recipient=user, kind=followers.NEWS).order_by("pk")]


def publish_again(criterion, **changes):
    for field, value in changes.items():
        setattr(criterion, field, value)
    criterion.save_revision().publish()
    return Criterion.objects.get(pk=criterion.pk)


def test_a_new_edition_is_told_once_to_who_follows_criterion_and_tag(mira):
    criterion = make_criterion(title="Battery", tags=("battery",))
    follow(mira, criterion)
    follow(mira, Tag.objects.get(slug="battery"))
    criterion = publish_again(criterion, rationale="Because.")
    assert heard(mira) == ["Edition 1.1 of Battery"]
    publish_again(criterion)
    assert heard(mira) == ["Edition 1.1 of Battery"]


def test_new_criteria_are_told_to_who_follows_their_product_group_from_their_page(mira):
    first = make_criterion(products=("laptop",))
    client = signed_in("mira", mira).client
    page = client.get(first.get_absolute_url()).text
    group = ProductGroup.objects.get(key="laptop")
    assert f'value="{key_of(group)}"' in page
    client.post(reverse("notices:follow"), {"target": key_of(group), "wish": "follow", "next": "/en/"})
    make_criterion(title="Screen", products=("monitor",))
    make_criterion(title="Charger", products=("laptop",))
    assert heard(mira) == ["Edition 1.0 of Charger"]
    assert [each.url for each in followed_by(mira)] == ["/en/criteria/?product=laptop"]


def test_the_first_edition_is_told_to_who_follows_its_tag(mira):
    make_criterion(tags=("battery",))
    follow(mira, Tag.objects.get(slug="battery"))
    make_criterion(title="Charger", tags=("battery",))
    assert heard(mira) == ["Edition 1.0 of Charger"]


def test_who_moves_with_a_merged_tag_follows_the_other(mira):
    make_criterion(tags=("notebook", "laptop"))
    old, new = Tag.objects.get(slug="notebook"), Tag.objects.get(slug="laptop")
    follow(mira, old)
    follow(mira, new)
    merge(old, new, by=make_user("ada@example.org", superuser=True))
    assert [each.title for each in followed_by(mira)] == ["laptop"]


def test_what_is_not_published_cannot_be_viewed():
    draft, live = make_criterion(published=False, tags=("secret",)), make_criterion()
    tag = Tag.objects.get(slug="secret")
    assert not may(NOBODY, "view", draft)
    assert may(NOBODY, "view", live)
    assert not may(Reader(make_user("mo@example.org")), "view", tag)
