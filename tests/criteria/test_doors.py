"""Drafts stay inside: every way in, tried by everybody who has no business there."""

import re

import pytest
from django.urls import reverse

from criteria.models import Criterion
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.keeping import kept, kept_for_each

pytestmark = pytest.mark.django_db
SECRET = "Unheard-of demand"
REF = "CFIT-SEC-RET-01"

PUBLIC_DOORS = {
    "browse": "/en/criteria/",
    "table": "/en/criteria/?view=table",
    "search in library": "/en/criteria/?q=unheard-of",
    "tag filter": "/en/criteria/?tag=whisper",
    "product filter": "/en/criteria/?product=teapot",
    "site search": "/en/search/?q=unheard-of",
    "network page": "/en/networks/sweden/",
    "home": "/en/",
    "sitemap": "/sitemap.xml",
    "feed": "/feeds/news.atom",
    "labels": "/en/criteria/labels/",
    "other criterion": "/en/criteria/CFIT-OPN-ONE-01/",
}


def never_published():
    return make_criterion(ref=REF, title=SECRET, published=False, tags=("whisper",), products=("teapot",), topic="tea")


def unpublished():
    criterion = make_criterion(ref=REF, title=SECRET, tags=("whisper",), products=("teapot",), topic="tea")
    criterion.unpublish()
    return criterion


def changed_since():
    criterion = make_criterion(ref=REF, title="Harmless", topic="tea")
    criterion.title = SECRET
    criterion.tags.add("whisper")
    criterion.save_revision()
    return criterion


@kept
def beside():
    make_network("Sweden", "SE")
    make_criterion(ref="CFIT-OPN-ONE-01", topic="tea")


@kept_for_each([never_published, unpublished, changed_since], ids=lambda make: make.__name__)
def hidden(make, rights, beside):
    return make()


@pytest.mark.parametrize("who", ["visitor", "member", "editor"])
@pytest.mark.parametrize("door", PUBLIC_DOORS)
def test_public_doors_never_tell(hidden, person, who, door):
    response = person(who).client.get(PUBLIC_DOORS[door])
    assert response.status_code == 200
    assert SECRET not in re.sub("</?mark>", "", response.text)
    assert "whisper" not in response.text or door == "tag filter"
    assert "Teapot" not in response.text


@pytest.mark.parametrize("who", ["visitor", "member", "editor", "admin"])
@pytest.mark.parametrize("make", [never_published, unpublished])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("door", ["/en/criteria/{}/", "/criteria/{}/"])
def test_address_of_a_draft_looks_like_one_that_never_was(person, who, make, accept, door):
    make()
    answers = [
        person(who).client.get(door.format(ref), headers={"Accept": accept}, follow=True)
        for ref in (REF, "CFIT-NEV-ER-01")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text.replace(REF, "") == answers[1].text.replace("CFIT-NEV-ER-01", "")


def admin_doors(criterion):
    name = "wagtailsnippets_criteria_criterion"
    pk = criterion.pk
    revision = criterion.latest_revision_id
    return {
        "list": reverse(f"{name}:list"),
        "edit": reverse(f"{name}:edit", args=[pk]),
        "inspect": reverse(f"{name}:inspect", args=[pk]),
        "copy": reverse(f"{name}:copy", args=[pk]),
        "delete": reverse(f"{name}:delete", args=[pk]),
        "history": reverse(f"{name}:history", args=[pk]),
        "usage": reverse(f"{name}:usage", args=[pk]),
        "unpublish": reverse(f"{name}:unpublish", args=[pk]),
        "preview": reverse(f"{name}:preview_on_edit", args=[pk]),
        "revert": reverse(f"{name}:revisions_revert", args=[pk, revision]),
        "compare": reverse(f"{name}:revisions_compare", args=[pk, "earliest", "latest"]),
        "view revision": reverse(f"{name}:revisions_view", args=[pk, revision]),
        "export": reverse(f"{name}:list") + "?export=csv",
        "chooser": reverse("wagtailsnippetchoosers_criteria_criterion:choose"),
        "chosen": reverse("wagtailsnippetchoosers_criteria_criterion:chosen", args=[pk]),
        "workflow history": reverse(f"{name}:workflow_history", args=[pk]),
    }


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_cms_doors_are_closed_to_who_is_no_editor(hidden, person, who):
    hidden.save_revision()
    hidden.refresh_from_db()
    for door, address in admin_doors(hidden).items():
        response = person(who).client.get(address)
        assert response.status_code in {302, 403, 404}, door
        assert SECRET not in re.sub("</?mark>", "", response.text), door


def test_editor_may_write_but_not_publish_delete_or_change_words(person):
    editor = person("editor").user
    assert editor.has_perm("criteria.change_criterion")
    for right in ("publish_criterion", "delete_criterion", "change_theme", "add_productgroup", "delete_tag"):
        assert not editor.has_perm(f"criteria.{right}"), right


@pytest.mark.parametrize("door", ["delete", "unpublish"])
def test_editor_cannot_remove_a_criterion_by_a_side_door(person, door):
    criterion = make_criterion()
    address = admin_doors(criterion)[door]
    assert person("editor").client.post(address).status_code in {302, 403}
    assert Criterion.objects.get(pk=criterion.pk).live


def test_moderator_publishes_and_removes(person):
    criterion = make_criterion()
    person("moderator").client.post(admin_doors(criterion)["unpublish"])
    assert not Criterion.objects.get(pk=criterion.pk).live
