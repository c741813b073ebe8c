"""The library right after the starter content was loaded."""

import pytest

from criteria.models import CpvCode, Criterion, LibraryEntry, Tag
from criteria.terms import Status
from portal import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]


def test_loading_publishes_what_is_sure():
    assert Criterion.objects.count() == 53
    assert LibraryEntry.objects.count() == 47
    assert set(Criterion.objects.filter(live=False).values_list("status", flat=True)) == {Status.DRAFT}


def test_everything_published_is_found_by_its_reference():
    published = Criterion.objects.filter(live=True)
    assert set(LibraryEntry.objects.values_list("ref", flat=True)) == set(published.values_list("ref", flat=True))


def test_every_loaded_criterion_is_valid():
    for criterion in Criterion.objects.all():
        criterion.full_clean()
    for code in CpvCode.objects.all():
        code.full_clean()


def test_every_criterion_stands_on_an_article():
    assert not [entry.ref for entry in LibraryEntry.objects.all() if not entry.read().legal]


def test_editors_start_with_a_workflow():
    assert Criterion.objects.first().get_workflow() is not None


def test_a_portal_with_pages_is_not_empty():
    assert not seed.loading.is_empty()


def test_agreed_words_of_the_starter_content(starter):
    laptop = Tag.objects.get(slug="laptop")
    assert laptop.curated
    assert "notebook" in {word.folded for word in laptop.synonyms.all()}
    assert Criterion.objects.filter(tags__slug="refurbished").exists()
    assert not Tag.objects.filter(description="", curated=True).exists()
