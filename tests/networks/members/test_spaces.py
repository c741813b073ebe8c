"""What the CMS keeps for a network: made, renamed and removed with its page, and repaired."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission, GroupPagePermission, Locale

from networks.members import spaces
from networks.models import NetworkPage, NetworkSpace, Role
from tests.factories.members import groups_of, make_member
from tests.factories.networks import make_document
from tests.factories.pages import make_network
from tests.keeping import kept

pytestmark = pytest.mark.django_db


@kept
def norway():
    return make_network("Norway", "NO")


def test_a_network_gets_a_closed_collection_and_two_groups(norway):
    space = norway.space
    assert space.collection.get_parent().name == "Networks"
    assert (space.members.name, space.coordinators.name) == ("Members: Norway", "Coordinators: Norway")
    restriction = CollectionViewRestriction.objects.get(collection=space.collection)
    assert restriction.restriction_type == CollectionViewRestriction.GROUPS
    assert set(restriction.groups.all()) == {space.members, spaces.secretariat()}


def test_coordinators_get_exactly_their_network(norway):
    other = make_network("Sweden", "SE")
    pages = GroupPagePermission.objects.filter(group=norway.space.coordinators)
    assert {(row.page_id, row.permission.codename) for row in pages} == {
        (norway.pk, codename) for codename in ("add_page", "change_page", "publish_page")
    }
    files = GroupCollectionPermission.objects.filter(group=norway.space.coordinators)
    assert {row.collection_id for row in files} == {norway.space.collection_id}
    assert {row.permission.codename for row in files} == {
        *("add_image", "change_image", "choose_image"),
        *("add_document", "change_document", "choose_document"),
    }
    assert other.space.collection_id != norway.space.collection_id


def test_it_is_renamed_with_the_page(norway):
    norway.title = "Kingdom of Norway"
    norway.save()
    space = NetworkSpace.objects.get(network=norway)
    assert space.collection.name == "Kingdom of Norway"
    assert {space.members.name, space.coordinators.name} == {
        "Members: Kingdom of Norway",
        "Coordinators: Kingdom of Norway",
    }


def test_a_group_of_that_name_with_other_rights_is_never_used(db):
    trap = Group.objects.create(name="Members: Norway")
    trap.permissions.set(Permission.objects.filter(codename="change_user"))
    norway = make_network("Norway", "NO")
    assert norway.space.members != trap
    norway.save()
    assert NetworkSpace.objects.get(network=norway).members.name == f"Members: Norway ({norway.pk})"


def test_it_goes_with_the_page(norway):
    space = norway.space
    norway.delete()
    assert not Group.objects.filter(pk__in=[space.members_id, space.coordinators_id]).exists()
    assert not Collection.objects.filter(pk=space.collection_id).exists()


def test_files_outlive_the_network_closed(norway):
    space = norway.space
    document = make_document(collection=space.collection)
    norway.delete()
    document.refresh_from_db()
    assert document.collection.name == "Former network: Norway"
    assert [group.name for group in document.collection.view_restrictions.get().groups.all()] == ["Secretariat"]


def test_a_translation_shares_the_space(norway):

    dutch = Locale.objects.create(language_code="nl")
    norway.get_parent().get_parent().copy_for_translation(dutch)
    norway.get_parent().copy_for_translation(dutch)
    translated = norway.copy_for_translation(dutch)
    assert NetworkSpace.objects.count() == 1
    pages = GroupPagePermission.objects.filter(group=norway.space.coordinators)
    assert set(pages.values_list("page_id", flat=True)) == {norway.pk, translated.pk}


@pytest.mark.parametrize("part", ["members", "coordinators", "collection"])
def test_a_part_deleted_by_hand_comes_back_with_its_people(norway, part):
    cora = make_member(norway, "cora", Role.COORDINATOR).user
    before = groups_of(cora)
    getattr(NetworkSpace.objects.get(network=norway), part).delete()
    call_command("sync_spaces")
    assert getattr(NetworkSpace.objects.get(network=norway), part) is not None
    assert groups_of(cora) == before


def test_what_was_changed_by_hand_is_put_right(norway, capsys):
    cora = make_member(norway, "cora", Role.COORDINATOR).user
    stranger = make_member(make_network("Sweden", "SE"), "sven").user
    space = norway.space
    space.coordinators.user_set.set([stranger])
    space.coordinators.permissions.add(Permission.objects.get(codename="change_user"))
    GroupPagePermission.objects.filter(group=space.coordinators).update(page=norway.get_parent())
    CollectionViewRestriction.objects.all().delete()
    call_command("sync_spaces")
    assert "2 places" in capsys.readouterr().out
    assert set(space.coordinators.user_set.all()) == {cora}
    assert [each.codename for each in space.coordinators.permissions.all()] == ["access_admin"]
    assert set(GroupPagePermission.objects.filter(group=space.coordinators).values_list("page", flat=True)) == {
        norway.pk
    }
    assert CollectionViewRestriction.objects.filter(collection=space.collection).exists()


def test_the_secretariat_is_a_group_of_its_own(norway):
    sekka = make_member(norway, "sekka", Role.SECRETARIAT).user
    assert groups_of(sekka) == {"Members: Norway", "Coordinators: Norway", "Secretariat"}


@pytest.mark.usefixtures("starter")
def test_the_starter_networks_have_spaces():

    assert NetworkPage.objects.count() == NetworkSpace.objects.count() > 5
