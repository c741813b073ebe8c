"""One vocabulary: whichever way in, a word becomes the tag that is meant."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from criteria.models import CriterionTag, Tag, TagRedirect, TagSynonym
from criteria.tags import starter as starter_tags
from criteria.tags import words
from criteria.tags.forms import CmsTagsField, TagsField
from criteria.tags.words import NEW_WORDS, find_or_make
from portal.seed.reading import StarterDataError
from portal.states import Refused
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_event, make_news
from tests.factories.tags import make_tag

pytestmark = pytest.mark.django_db


def names(thing):
    return [tag.name for tag in type(thing).objects.get(pk=thing.pk).tags.order_by("name")]


@pytest.mark.parametrize("typed", ["laptop", "LAPTOP", "Laptop", "Notebook", "note  book", "NOTE-BOOK", "làptop"])
@pytest.mark.parametrize("make", [make_criterion, make_news, make_event])
def test_every_spelling_and_other_word_gives_the_tag(make, typed):
    make_tag("laptop", synonyms=("notebook", "note book"))
    thing = make()
    thing.tags.add(typed)
    thing.save()
    assert names(thing) == ["laptop"]
    assert Tag.objects.count() == 1


def test_setting_tags_takes_words_and_tags_together():
    laptop = make_tag("laptop", synonyms=("notebook",))
    thing = make_news()
    thing.tags.set([laptop, "Notebook", "battery", "BATTERY"])
    thing.save()
    assert names(thing) == ["battery", "laptop"]


def test_published_criterion_shows_the_tag_that_is_meant():
    make_tag("laptop", synonyms=("notebook",))
    criterion = make_criterion(tags=("Notebook",))
    assert [term.key for term in criterion.entry.read().tags] == ["laptop"]


def test_words_against_the_rules_are_never_saved():
    with pytest.raises(ValidationError):
        make_criterion(published=False).tags.add("<b>x</b>")
    assert not Tag.objects.exists()


@pytest.mark.parametrize("name", ["laptop", "LAPTOP", "notebook", "Note-book"])
def test_word_that_is_taken_is_refused(name):
    make_tag("laptop", synonyms=("notebook", "note book"))
    with pytest.raises(ValidationError, match="already"):
        Tag(name=name).full_clean(exclude=["slug"])
    with pytest.raises(ValidationError, match="already"):
        TagSynonym(tag=make_tag("other"), name=name).save()


def test_database_holds_one_spelling_only():
    make_tag("laptop")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.bulk_create([Tag(name="LAPTOP", folded="laptop", slug="other")])


@pytest.mark.parametrize(
    ("made", "slugs"),
    [
        (["laptop"], ["laptop"]),
        (["R&D", "R and D"], ["r-and-d", "r-and-d-2"]),
        (["батерия", "лаптоп"], ["tag-1", "tag-2"]),
        (["tag 1", "батерия"], ["tag-1", "tag-2"]),
        (["suggest"], ["suggest-2"]),
    ],
)
def test_addresses_are_never_empty_and_never_double(made, slugs):
    assert [make_tag(name).slug for name in made] == slugs


def test_old_address_of_another_tag_is_not_given_away():
    TagRedirect.objects.create(old_slug="notebook", tag=make_tag("laptop"))
    assert make_tag("notebook").slug == "notebook-2"


def test_finding_words_costs_the_same_for_many():
    def cost(number):
        made = [make_tag(f"word {number} {each}").name for each in range(number)]
        with CaptureQueriesContext(connection) as captured:
            find_or_make(made)
        return len(captured)

    assert cost(1) == cost(3) == cost(30) == 1


def test_a_person_may_add_twenty_new_words_a_day(person):
    user = person("member").user
    find_or_make([f"new {number}" for number in range(NEW_WORDS.times)], by=user)
    make_tag("known")
    assert find_or_make(["Known"], by=user)
    with pytest.raises(Refused, match="20 new words today"), transaction.atomic():
        find_or_make(["one more"], by=user)
    assert find_or_make(["one more"], by=person("editor").user)
    assert find_or_make(["without a limit"])


def test_word_made_meanwhile_by_somebody_else_is_found(monkeypatch):
    answers = iter([{}, None])
    real = words.known
    monkeypatch.setattr(words, "known", lambda names: real(names) if next(answers) is None else {})
    tag = make_tag("laptop")
    assert find_or_make(["laptop"]) == [tag]


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("", []),
        (" , ,, ", []),
        ("Notebook, LAPTOP , battery", ["laptop", "battery"]),
        ("spare parts,Spare-Parts", ["spare parts"]),
        ("new word", ["new word"]),
    ],
)
def test_field_gives_the_words_that_are_meant(typed, given):
    make_tag("laptop", synonyms=("notebook",))
    assert TagsField().clean(typed) == given


BAD_INPUT = [
    (", ".join(f"t{number}" for number in range(200)), "These are 200 tags; 12 are enough to find something."),
    ("x" * 300, "is too long"),
    ("<img src=x onerror=alert(1)>", "without markup"),
    ("lap\u202etop", "nobody can see"),
    ("a\x07b", "nobody can see"),
    ("...", "no letter"),
    ("🔋", "cannot be in a tag"),
]


@pytest.mark.parametrize(("typed", "sentence"), BAD_INPUT, ids=range(len(BAD_INPUT)))
@pytest.mark.parametrize("field", [TagsField, lambda: CmsTagsField(tag_model=Tag, required=False)], ids=["form", "cms"])
def test_bad_input_gets_one_clear_sentence(field, typed, sentence):
    with pytest.raises(ValidationError) as refused:
        field().clean(typed if "," in typed else f'"{typed}"' if field is not TagsField else typed)
    assert len(refused.value.messages) == 1
    assert sentence in refused.value.messages[0]


def test_required_field_wants_a_word():
    with pytest.raises(ValidationError):
        TagsField(required=True).clean(" , ")


def test_field_shows_tags_as_text_and_knows_what_changed():
    field = TagsField()
    tags = [make_tag("laptop"), make_tag("spare parts")]
    assert field.prepare_value(tags) == "laptop, spare parts"
    assert not field.has_changed(tags, "Spare-parts, LAPTOP")
    assert field.has_changed(tags, "laptop")


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("- { name: laptop }\n- { name: LAPTOP }", "already"),
        ("- { name: laptop }\n- { name: mobile, synonyms: [Laptop] }", "already"),
        ("- { name: '<b>' }", "markup"),
        ("- { nam: laptop }", "nam"),
    ],
)
def test_mistake_in_the_starter_file_is_named(tmp_path, line, mistake):
    file = tmp_path / "tags.yaml"
    file.write_text(line)
    with pytest.raises(StarterDataError, match=mistake):
        starter_tags.load(file)


def test_tags_from_before_get_their_key_and_spellings_become_one():
    """The migration, on tags as they were: spellings beside each other, signs that are not allowed any more."""
    criterion = make_criterion(published=False, tags=("first", "second", "third"))
    criterion.save()
    for number, name in enumerate(["LAPTOP", "Laptop!", "#"]):
        row = criterion.tagged_items.order_by("pk")[number]
        Tag.objects.filter(pk=row.tag_id).update(name=name, folded=f"none {number}", slug=f"old-{number}")
    other = make_criterion(tags=("fourth",))
    Tag.objects.filter(name="fourth").update(name="laptop", folded="none 4")
    CriterionTag.objects.filter(tag__name="Laptop!").delete()
    schema = SimpleNamespace(execute=connection.cursor().execute)
    import_module("criteria.migrations.0005_tags").fill(apps, schema)
    kept = Tag.objects.get(folded="laptop")
    assert kept.name == "LAPTOP"
    assert names(other) == ["LAPTOP"]
    assert set(kept.redirects.values_list("old_slug", flat=True)) == {"old-1", "fourth"}
    assert Tag.objects.filter(name__startswith="tag ").count() == 1
    entry = other.entry
    entry.refresh_from_db()
    assert "tag:old-0" in entry.facets
    assert "tag:fourth" not in entry.facets
