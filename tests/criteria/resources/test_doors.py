"""Every way in, tried by everybody, in every state: who may not see it finds it nowhere."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from criteria.models import Resource, ResourceFile
from criteria.resources import sharing
from criteria.terms import Decision, Visibility
from networks.models import Role
from tests.factories.sharing import add_file, decide, leave, make_draft, make_member
from tests.people import make_user

pytestmark = pytest.mark.django_db
SECRET = "Unheard-of take-back guide"
BASE = "/en/resources"


def draft(cast, resource):
    return resource


def submitted(cast, resource):
    return sharing.submit(resource, by=cast.buyer)


def sent_back(cast, resource):
    decide(submitted(cast, resource), Decision.REQUEST_CHANGES, by=cast.coordinator)
    return resource


def published(cast, resource):
    decide(submitted(cast, resource), Decision.APPROVE, by=cast.coordinator)
    return resource


def edited_again(cast, resource):
    return sharing.edit_again(published(cast, resource), by=cast.buyer)


def withdrawn(cast, resource):
    return sharing.withdraw(published(cast, resource), reason="Old.", by=cast.buyer)


LIVE = {published, edited_again}
INSIDE = {"author", "reviewer", "coordinator", "secretary"}
OF_NETWORK = INSIDE | {"reader", "contributor"}
READERS = {
    Visibility.NETWORK: OF_NETWORK | {"neighbour"},
    Visibility.MEMBERS: OF_NETWORK | {"neighbour", "elsewhere"},
    Visibility.PUBLIC: OF_NETWORK | {"neighbour", "elsewhere", "former", "outsider", "nobody"},
}
CAN_WRITE = {draft, sent_back, edited_again}


def people(cast):
    former = make_member(cast.norway)
    leave(former)
    return {
        "author": cast.buyer,
        "reader": make_member(cast.norway, Role.READER),
        "contributor": make_member(cast.norway),
        "reviewer": cast.reviewer,
        "coordinator": cast.coordinator,
        "secretary": cast.secretary,
        "neighbour": make_member(cast.netherlands, Role.COORDINATOR),
        "elsewhere": make_member(cast.elsewhere, Role.COORDINATOR),
        "former": former,
        "outsider": make_user("sam@example.org"),
        "nobody": None,
    }


def expected(state, visibility):
    """Door by door, who comes in."""
    seen = READERS[visibility] if state in LIVE else ({"author"} if state is draft else INSIDE)
    reviews = set() if state is draft else INSIDE
    return {
        "page": seen,
        "download": seen,
        "first page": seen,
        "edit": {"author"} if state in CAN_WRITE else set(),
        "preview": {"author"} if state in CAN_WRITE else set(),
        "review": reviews,
        "withdraw": INSIDE if state in LIVE else ({"author"} if state is sent_back else set()),
    }


def doors(resource, row):
    at = f"{BASE}/{resource.slug}"
    return {
        "page": f"{at}/",
        "download": f"{at}/files/{row.pk}/",
        "first page": f"{at}/files/{row.pk}/preview.webp",
        "edit": f"{at}/edit/",
        "preview": f"{at}/preview/",
        "review": f"{at}/review/",
        "withdraw": f"{at}/withdraw/",
    }


def enter(client, address):
    """Whether the door opens; a closed one says nothing about what is behind it."""
    response = client.get(address)
    if response.status_code == 200:
        return True
    assert response.status_code in {302, 404}
    assert SECRET not in response.content.decode()
    if response.status_code == 302:
        assert response.headers["Location"].startswith("/accounts/login/")
    return False


@pytest.mark.parametrize("visibility", list(Visibility))
@pytest.mark.parametrize("state", [draft, submitted, sent_back, published, edited_again, withdrawn])
def test_who_comes_in_where(cast, state, visibility):
    made = make_draft(
        cast.buyer, cast.norway, title=SECRET, visibility=visibility, shared_with=[cast.netherlands], tags=["whisper"]
    )
    row = add_file(made, by=cast.buyer)
    row.preview.save("preview.webp", ContentFile(b"RIFF"))
    resource = state(cast, made)
    wanted, found = expected(state, visibility), {}
    for name, user in people(cast).items():
        client = Client()
        if user is not None:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        for door, address in doors(resource, row).items():
            if enter(client, address):
                found.setdefault(door, set()).add(name)
        assert_lists_are_silent(client, name in wanted["page"])
    assert found == {door: names for door, names in wanted.items() if names}


def assert_lists_are_silent(client, may_see):
    if may_see:
        return
    for address in ("/en/search/?q=unheard-of", f"{BASE}/mine/", f"{BASE}/queue/", "/en/criteria/?tag=whisper"):
        assert SECRET not in client.get(address).content.decode()


@pytest.mark.parametrize("verb", ["edit", "upload", "move", "withdraw", "review/decide", "review/message"])
def test_strangers_change_nothing_by_sending_forms(cast, verb):
    made = published(cast, make_draft(cast.buyer, cast.norway, title=SECRET))
    client = Client()
    client.force_login(
        make_member(cast.elsewhere, Role.COORDINATOR), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    sent = {"do": "reopen", "reason": "x", "text": "x", "decision": "reject", "version": made.newest_frozen().pk}
    assert client.post(f"{BASE}/{made.slug}/{verb}/", sent).status_code == 404
    made.refresh_from_db()
    assert made.state == "published"


@pytest.mark.parametrize("slug", ["no-such-thing", "take-back-000000", "SHARE", "x" * 200])
def test_guessed_addresses_are_not_there(cast, slug):
    assert Client().get(f"{BASE}/{slug}/").status_code == 404
    assert Client().get(f"{BASE}/{slug}/files/1/").status_code == 404


def test_guessed_file_numbers_are_not_there(cast):
    made = published(cast, make_draft(cast.buyer, cast.norway, visibility=Visibility.PUBLIC))
    other = add_file(make_draft(cast.reviewer, cast.norway), by=cast.reviewer)
    assert Client().get(f"{BASE}/{made.slug}/files/{other.pk}/").status_code == 404
    assert Resource.objects.count() == 2
    assert ResourceFile.objects.get().downloads == 0


def test_reviewers_never_get_files_of_the_open_version(cast):
    resource = sent_back(cast, make_draft(cast.buyer, cast.norway))
    row = add_file(resource, by=cast.buyer)
    client = Client()
    client.force_login(cast.coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"{BASE}/{resource.slug}/files/{row.pk}/").status_code == 404
