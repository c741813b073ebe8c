"""Guidelines and tools in the CMS: coordinators see their network's, the secretariat all, nobody moves states there."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from criteria.models import Resource
from criteria.resources.admin import ResourcePermissionPolicy
from networks.models import Role
from tests.factories.criteria import make_criterion
from tests.factories.sharing import make_draft, make_member, make_published, make_submitted

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_criteria_resource:list"


def in_the_cms(user):
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def shared(cast):
    make_published(cast.buyer, cast.norway, title="Norwegian guide")
    make_submitted(cast.dutch, cast.netherlands, title="=Dutch guide")
    make_draft(cast.buyer, cast.norway, title="Private draft")


def titles(response):
    return {resource.title for resource in response.context["object_list"]}


def test_coordinators_see_their_network_and_the_secretariat_all(cast, shared):
    assert titles(in_the_cms(cast.coordinator).get(reverse(LIST))) == {"Norwegian guide"}
    assert titles(in_the_cms(cast.secretary).get(reverse(LIST))) == {"Norwegian guide", "=Dutch guide"}
    assert in_the_cms(make_member(cast.norway)).get(reverse(LIST)).status_code == 302


def test_exports_are_limited_and_guarded(cast, shared):
    own = in_the_cms(cast.coordinator).get(reverse(LIST) + "?export=csv").getvalue().decode()
    assert "Dutch" not in own
    everything = in_the_cms(cast.secretary).get(reverse(LIST) + "?export=csv").getvalue().decode()
    assert "'=Dutch guide" in everything
    assert "Private draft" not in everything


def test_side_doors_of_another_network_stay_closed(cast, shared):
    other = Resource.objects.get(title="=Dutch guide")
    client = in_the_cms(cast.coordinator)
    for view in ("inspect", "edit", "delete", "usage", "history"):
        response = client.get(reverse(f"wagtailsnippets_criteria_resource:{view}", args=[other.pk]))
        assert response.status_code in {302, 403, 404}, view
        assert "Dutch guide" not in response.content.decode()


def test_secretariat_changes_its_own_fields_only(cast, shared):
    resource = Resource.objects.get(title="Norwegian guide")
    address = reverse("wagtailsnippets_criteria_resource:edit", args=[resource.pk])
    sent = {"source_note": "Seen by us", "network": cast.norway.pk, "title": "Changed", "state": "withdrawn"}
    in_the_cms(cast.secretary).post(address, sent)
    resource.refresh_from_db()
    assert (resource.source_note, resource.title, resource.state) == ("Seen by us", "Norwegian guide", "published")


@pytest.mark.parametrize("role", list(Role))
def test_nobody_adds_or_deletes_in_the_cms(cast, role):
    policy, person = ResourcePermissionPolicy(Resource), make_member(cast.norway, role)
    assert not policy.user_has_any_permission(person, ["add", "delete", "publish"])
    assert policy.user_has_permission(person, "view") == (role.rank >= Role.COORDINATOR.rank)


def test_only_who_works_on_criteria_is_offered_their_drafts(cast, person):
    draft = make_criterion(title="A draft of a criterion", published=False)
    name = "wagtailsnippetchoosers_criteria_criterion"
    doors = [
        reverse(f"{name}:choose"),
        reverse(f"{name}:choose_results"),
        reverse(f"{name}:chosen", args=[draft.pk]),
        f"{reverse(f'{name}:chosen_multiple')}?id={draft.pk}",
    ]
    told = {
        who: [draft.title in client.get(door).content.decode() for door in doors]
        for who, client in (("coordinator", in_the_cms(cast.coordinator)), ("editor", person("editor").client))
    }
    assert told == {"coordinator": [False] * 4, "editor": [True] * 4}
