"""Ways to a resource from elsewhere, tried by everybody: tags, feeds, searches, other pages, mail, own data, CMS."""

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import reverse

from criteria.terms import Visibility
from portal.notices.telling import tell
from tests.criteria.resources.test_doors import (
    INSIDE,
    LIVE,
    READERS,
    SECRET,
    draft,
    edited_again,
    expected,
    people,
    published,
    sent_back,
    submitted,
    withdrawn,
)
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_home
from tests.factories.sharing import make_draft

pytestmark = pytest.mark.django_db
WORD, REF = "whisper", "CFIT-DOR-ONE-01"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SHOWING_ITS_TITLE = {
    "library": "/en/resources/",
    "library as a table": "/en/resources/?view=table",
    "library by word": "/en/resources/?q=unheard-of",
    "library by tag": f"/en/resources/?tag={WORD}",
    "tag page": f"/en/tags/{WORD}/",
    "site search": "/en/search/?q=unheard-of",
    "guidance of its criterion": f"/en/criteria/{REF}/",
    "page of its network": "/en/networks/norway/",
}
SHOWING_ITS_WORD = {
    "tags": "/en/tags/",
    "tags by beginning": "/en/tags/?q=whis",
    "suggestions": "/en/tags/suggest/?q=whis",
    "search for tags": "/en/search/?q=whis",
}
PUBLIC_ONLY = {"sitemap": "/sitemap.xml", "feed of its tag": f"/feeds/tags/{WORD}.atom"}
OWN = {"home": "/en/members/", "notices": "/en/members/notices/", "own data": "/en/members/profile/data.json"}
ALL_STATES = [(state, Visibility.PUBLIC) for state in (draft, submitted, sent_back, edited_again, withdrawn)]
CASES = [*((published, each) for each in Visibility), *ALL_STATES]
IDS = [f"{state.__name__}-{visibility}" for state, visibility in CASES]


def made(cast, state, visibility):
    make_home()
    criterion = make_criterion(ref=REF)
    fields = {"shared_with": [cast.netherlands], "tags": [WORD], "criteria": [criterion]}
    return state(cast, make_draft(cast.buyer, cast.norway, title=SECRET, visibility=visibility, **fields))


def browser_of(user):
    client = Client()
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def without_marks(text):
    """A search marks the words it found: they must not hide from the tests what it shows."""
    return text.replace("<mark>", "").replace("</mark>", "")


def found_behind(doors, everybody, word):
    """By door: who reads the word there, besides in what they asked themselves."""
    found = {door: set() for door in doors}
    for name, user in everybody.items():
        client = browser_of(user)
        for door, address in doors.items():
            response = client.get(address)
            assert response.status_code in {200, 302, 404}, (door, name)
            if response.status_code == 200 and word in without_marks(response.getvalue().decode()):
                found[door].add(name)
    return found


@pytest.mark.parametrize(("state", "visibility"), CASES, ids=IDS)
def test_what_is_shown_elsewhere(cast, state, visibility):
    resource = made(cast, state, visibility)
    everybody = people(cast)
    seen = READERS[visibility] if state in LIVE else set()
    carried = seen if state is published else set()
    """A version in work may carry other words: until it is approved, the pages of tags leave the resource out."""
    shown = found_behind(SHOWING_ITS_TITLE, everybody, SECRET)
    assert shown == dict.fromkeys(SHOWING_ITS_TITLE, seen) | {"tag page": carried}
    told = found_behind(SHOWING_ITS_WORD, everybody, f"/en/tags/{WORD}/")
    told["suggestions"] = found_behind({"s": SHOWING_ITS_WORD["suggestions"]}, everybody, f'"{WORD}"')["s"]
    assert told == dict.fromkeys(SHOWING_ITS_WORD, carried)
    for_all = set(everybody) if state in LIVE and visibility == Visibility.PUBLIC else set()
    fed = for_all if state is published else set()
    assert found_behind({"feed": PUBLIC_ONLY["feed of its tag"]}, everybody, SECRET) == {"feed": fed}
    assert found_behind({"map": PUBLIC_ONLY["sitemap"]}, everybody, resource.slug) == {"map": for_all}


@pytest.mark.parametrize(("state", "visibility"), CASES, ids=IDS)
def test_what_is_told_to_somebody_alone(cast, state, visibility):
    """Home, notices, mail and own data speak of it to nobody who may not open its page, and to its author."""
    resource = made(cast, state, visibility)
    tell.call()
    everybody = people(cast)
    own = found_behind(OWN, everybody, SECRET)
    may_know = expected(state, visibility)["page"] & INSIDE
    assert "author" in own["home"]
    assert "author" in own["own data"]
    for door, names in own.items():
        assert names <= may_know | {"author"}, door
    addresses = {user.email: name for name, user in everybody.items() if user}
    written = {addresses[address] for each in mail.outbox if _tells(each) for address in each.to}
    assert written <= may_know | {"author"}
    assert resource.title == SECRET


def _tells(message):
    return SECRET in message.subject or SECRET in message.body


def admin_doors(resource):
    name = "wagtailsnippets_criteria_resource"
    one = {door: reverse(f"{name}:{door}", args=[resource.pk]) for door in ("edit", "inspect", "history", "usage")}
    chooser = "wagtailsnippetchoosers_criteria_resource"
    return one | {
        "list": reverse(f"{name}:list"),
        "export": reverse(f"{name}:list") + "?export=csv",
        "chooser": reverse(f"{chooser}:choose"),
        "chosen": reverse(f"{chooser}:chosen", args=[resource.pk]),
    }


@pytest.mark.parametrize("state", [draft, submitted, sent_back, published, edited_again, withdrawn])
def test_what_the_cms_shows(cast, state):
    """Even somebody who may enter the CMS for another reason sees there only what is in their care, never a draft."""
    resource = made(cast, state, Visibility.NETWORK)
    everybody = {name: user for name, user in people(cast).items() if user}
    for user in everybody.values():
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    in_care = set() if state is draft else {"coordinator", "secretary"}
    found = found_behind(admin_doors(resource), everybody, SECRET)
    assert found.pop("edit") == in_care & {"secretary"}
    looked_over = {door: found.pop(door) for door in ("history", "usage")}
    assert found == dict.fromkeys(found, in_care)
    assert all(names <= in_care for names in looked_over.values())
