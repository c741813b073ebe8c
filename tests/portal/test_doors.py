"""Pages, documents and pictures: every way in, tried by everybody who has no business there."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageLogEntry

from portal.models import PortalDocument, PortalImage
from tests.factories.pages import make_event, make_network, make_news, make_page
from tests.keeping import kept, kept_for_each

pytestmark = pytest.mark.django_db
SECRET = "Unheard-of plan"
MAKERS = {"text": make_page, "news": make_news, "event": make_event, "network": make_network}
LISTS = (
    "/en/",
    "/en/events/",
    "/en/news/",
    "/en/networks/",
    "/en/search/?q=unheard",
    "/sitemap.xml",
    "/feeds/news.atom",
)


def draft(kind):
    """A page that was public once, and whose draft says more."""
    place = {"code": "SE"} if kind == "network" else {}
    page = MAKERS[kind]("Nobody knows", slug="still-secret", **place)
    page.title = SECRET
    page.save_revision()
    page.unpublish()
    return type(page).objects.get(pk=page.pk)


@kept
def open_pages():
    for make in MAKERS.values():
        make("Open to all", slug="open")


@kept_for_each(MAKERS)
def hidden(kind, rights, open_pages):
    return draft(kind)


@pytest.mark.parametrize("who", ["visitor", "member", "editor", "admin"])
def test_address_of_a_draft_looks_like_one_that_never_was(person, hidden, who):
    address = hidden.get_url()
    answers = [person(who).client.get(each) for each in (address, address.replace("still-secret", "never-was"))]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text.replace("still-secret", "never-was") == answers[1].text


@pytest.mark.parametrize("who", ["visitor", "editor"])
@pytest.mark.parametrize("address", LISTS)
def test_lists_never_tell(person, hidden, who, address):
    page = person(who).client.get(address)
    assert page.status_code == 200
    assert SECRET not in page.text
    assert "Nobody knows" not in page.text
    assert "/still-secret/" not in page.text


def page_doors(page):
    revision = page.latest_revision_id
    one = {
        name: reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        for name in ("edit", "view_draft", "preview_on_edit", "history", "copy", "move", "delete", "unpublish", "usage")
    }
    return one | {
        "revert": reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision]),
        "revision": reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision]),
        "compare": reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", revision]),
        "workflow": reverse("wagtailadmin_pages:workflow_history", args=[page.pk]),
        "explorer": reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        "search": reverse("wagtailadmin_pages:search") + "?q=unheard",
        "chooser": reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk]),
        "api": f"/admin/api/main/pages/{page.pk}/",
    }


def file_doors():
    document = PortalDocument.objects.create(title=SECRET, file=ContentFile(b"words", name="plan.txt"))
    picture = PortalImage.objects.create(title=SECRET, file=get_test_image_file())
    doors = {}
    for app, record in (("wagtaildocs", document), ("wagtailimages", picture)):
        doors |= {f"{app} {name}": reverse(f"{app}:{name}") for name in ("index", "add")}
        doors |= {f"{app} {name}": reverse(f"{app}:{name}", args=[record.pk]) for name in ("edit", "delete")}
        doors[f"{app} chosen"] = reverse(f"{app}_chooser:chosen", args=[record.pk])
        doors[f"{app} choose"] = reverse(f"{app}_chooser:choose")
    preview = reverse("wagtailimages:preview", args=[picture.pk, "width-100"])
    return doors | {"api": f"/admin/api/main/documents/{document.pk}/", "preview": preview}


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_doors_of_the_cms_are_closed_to_who_is_no_editor(person, hidden, who):
    for door, address in (page_doors(hidden) | file_doors()).items():
        for method in ("get", "post"):
            answer = getattr(person(who).client, method)(address)
            assert answer.status_code in {302, 401, 403, 404}, door
            assert SECRET not in answer.text, door
    assert not Page.objects.get(pk=hidden.pk).live


@pytest.mark.parametrize("who", ["editor", "moderator", "admin"])
def test_who_writes_may_look(person, hidden, who):
    doors = page_doors(hidden)
    answers = {door: person(who).client.get(doors[door]).status_code for door in ("edit", "history", "compare")}
    assert set(answers.values()) == {200}
    assert SECRET in person(who).client.get(doors["view_draft"]).text


@pytest.mark.parametrize(("who", "may"), [("editor", False), ("moderator", True), ("admin", True)])
def test_only_moderators_take_pages_away(person, who, may):
    page = make_page("Stays")
    person(who).client.post(page_doors_of_live(page)["unpublish"])
    assert Page.objects.get(pk=page.pk).live is not may
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish").exists() is may


def page_doors_of_live(page):
    page.save_revision()
    return page_doors(type(page).objects.get(pk=page.pk))


@pytest.mark.parametrize("who", ["editor", "moderator"])
def test_nobody_but_administrators_sees_accounts_or_settings(person, who):
    for name in ("wagtailusers_users:index", "wagtailusers_groups:index", "wagtailadmin_collections:index"):
        assert person(who).client.get(reverse(name)).status_code in {302, 403}
