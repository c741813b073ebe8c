"""The rows of resources follow what is published, and the words they hold."""

import pytest

from criteria.library import facets
from criteria.models import LibraryVersion, ResourceEntry, ResourceVersion
from criteria.resources import projection
from criteria.resources.shelf import RESOURCES
from portal.reader import NOBODY
from tests.factories.criteria import make_criterion, make_product_group
from tests.factories.pages import make_network
from tests.factories.resources import make_resource, publish

pytestmark = pytest.mark.django_db


def entry_of(resource):
    return ResourceEntry.objects.get(resource=resource)


def test_what_the_author_works_on_does_not_show():
    resource = make_resource(title="As reviewed")
    resource.title = "Not reviewed yet"
    resource.save()
    assert entry_of(resource).read().title == "As reviewed"


def test_new_version_shows_when_it_is_published():
    resource = make_resource(title="First edition")
    resource.title = "Second edition"
    publish(resource, ResourceVersion.objects.create(resource=resource, number=2))
    entry = entry_of(resource)
    assert (entry.title, entry.read().number) == ("Second edition", 2)


def test_saving_a_draft_of_a_published_resource_changes_no_counts():
    resource = make_resource()
    before = LibraryVersion.current(ResourceEntry)
    resource.abstract = "Typing"
    resource.save()
    assert LibraryVersion.current(ResourceEntry) == before


@pytest.mark.parametrize(
    ("word", "read"),
    [
        (lambda resource: resource.product_groups.get(), lambda document: document.product_groups[0].label),
        (lambda resource: resource.themes.get(), lambda document: document.themes[0].label),
        (lambda resource: resource.tags.get(), lambda document: document.tags[0].label),
    ],
    ids=["product group", "theme", "tag"],
)
def test_renamed_word_shows(word, read):
    resource = make_resource(products=("laptop",), themes=("fair",), tags=("repair",))
    renamed = word(resource)
    renamed.name = "A better name"
    renamed.save()
    assert read(entry_of(resource).read()) == "A better name"


def test_renamed_network_shows_and_a_deleted_one_is_gone():
    network = make_network("Norway", "NO")
    resource = make_resource(network=network)
    network.title = "Norge"
    network.save()
    assert entry_of(resource).read().network.label == "Norge"
    network.delete()
    entry = entry_of(resource)
    assert entry.read().network is None
    assert not [word for word in entry.facets if word.startswith(("network:", "from:"))]


def test_moved_group_is_found_under_its_new_parent():
    resource = make_resource(products=("laptop",))
    group = resource.product_groups.get()
    group.parent = make_product_group("hardware")
    group.save()
    assert "product:hardware" in entry_of(resource).facets


def test_shelves_have_versions_of_their_own():
    before = LibraryVersion.current()
    make_resource()
    assert LibraryVersion.current() == before
    assert facets.current(RESOURCES, NOBODY).everything.bit_count() == 1
    make_criterion()
    assert facets.current(RESOURCES, NOBODY).everything.bit_count() == 1


def test_rebuilding_changes_nothing_that_is_true():
    make_resource(tags=("repair",), products=("laptop",), text="copper", network=make_network())
    columns = ("document", "facets", "words", "year", "visibility", "updated_on")
    before = list(ResourceEntry.objects.values(*columns))
    assert projection.refresh_all() == 1
    assert list(ResourceEntry.objects.values(*columns)) == before


def test_rebuilding_heals_lost_rows():
    resource = make_resource()
    ResourceEntry.objects.all().delete()
    projection.refresh_all()
    assert entry_of(resource).title == resource.title
