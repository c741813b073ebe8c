"""Who may look after tags in the CMS, and that each way asks before it changes anything."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from criteria.models import Tag
from home.models import NewsTag
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_news
from tests.factories.tags import make_tag
from tests.keeping import kept

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_criteria_tag"
LIST = f"{NAME}:list"
ACTIONS = {
    "rename": {"name": "portable", "keep_word": "on"},
    "merge": {"into": "battery"},
    "split": {"into": "one, two"},
    "curate": {"agree": "1"},
}


def address(action, tag):
    return reverse(f"{NAME}:{action}", args=[tag.pk])


def state():
    return list(Tag.objects.order_by("pk").values_list("pk", "name", "slug", "curated"))


@kept
def tags():
    make_tag("battery", synonyms=("accumulator",))
    return make_tag("laptop", synonyms=("notebook",))


@pytest.fixture
def moderator(person):
    return person("moderator").client


@pytest.mark.parametrize("who", ["visitor", "member", "editor", "moderator", "admin"])
@pytest.mark.parametrize("action", ACTIONS)
def test_only_moderators_and_above_may(tags, person, who, action):
    client, before = person(who).client, state()
    shown = client.get(address(action, tags))
    done = client.post(address(action, tags), ACTIONS[action])
    if who in {"moderator", "admin"}:
        assert (shown.status_code, done.status_code) == (200, 302)
        assert state() != before
    else:
        assert {shown.status_code, done.status_code} <= {302, 403}
        assert state() == before


@pytest.mark.parametrize(("who", "sees"), [("editor", False), ("moderator", True)])
def test_list_offers_the_actions_to_who_may(tags, person, who, sees):
    page = person(who).client.get(reverse(LIST))
    assert page.status_code == 200
    assert [(address(action, tags) in page.text) for action in ACTIONS] == [sees] * len(ACTIONS)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"laptop", "laptops", "battery", "zinc"}),
        ("?curated=true", {"battery"}),
        ("?unused=true", {"laptop", "laptops", "battery"}),
        ("?unused=false", {"zinc"}),
        ("?similar=true", {"laptop", "laptops"}),
        ("?q=lapt", {"laptop", "laptops"}),
        ("?q=accum", {"battery"}),
    ],
)
def test_list_filters_and_counts(moderator, query, shown):
    make_tag("battery", curated=True, synonyms=("accumulator",))
    make_tag("laptop"), make_tag("laptops")
    make_criterion(tags=("zinc",), published=False).save()
    page = moderator.get(reverse(LIST) + query)
    found = page.context["object_list"]
    assert {tag.name for tag in found} == shown
    assert {tag.uses for tag in found if tag.name == "zinc"} <= {1}


def test_merge_shows_what_it_will_move_before_it_does(tags, moderator):
    make_criterion(tags=("laptop",), published=False).save()
    news = make_news()
    news.tags.add("laptop")
    news.save()
    before = state()
    page = moderator.get(address("merge", tags) + "?into=Accumulator").text
    assert "<strong>1</strong> criteria" in page
    assert "<strong>1</strong> news" in page
    assert "Yes, merge into “battery”" in page
    assert state() == before


@pytest.mark.parametrize(
    ("action", "data", "sentence"),
    [
        ("merge", {"into": "nothing"}, "No tag is called so"),
        ("merge", {"into": "Notebook"}, "cannot be merged with itself"),
        ("merge", {"into": ""}, "required"),
        ("rename", {"name": "Battery"}, "merge the two"),
        ("rename", {"name": "<b>x</b>"}, "without markup"),
        ("rename", {"name": ""}, "required"),
        ("split", {"into": "one"}, "two different words"),
        ("split", {"into": "one, <b>"}, "without markup"),
        ("split", {"into": ", ".join(f"t{number}" for number in range(200))}, "too many words"),
    ],
)
def test_mistakes_change_nothing_and_are_explained(tags, moderator, action, data, sentence):
    before = state()
    response = moderator.post(address(action, tags), data)
    assert response.status_code == 422
    assert sentence in response.text
    assert state() == before


def test_split_asks_about_each_thing(tags, moderator):
    first, second = make_news("First"), make_news("Second")
    for news in (first, second):
        news.tags.add("laptop")
        news.save()
    page = moderator.get(address("split", tags) + "?into=one, two").text
    assert "First" in page
    assert "Second" in page
    moderator.post(address("split", tags), {"into": "one, two", f"newspage-{first.pk}": ["one"]})
    rows = set(NewsTag.objects.values_list("content_object__title", "tag__name"))
    assert rows == {("First", "one"), ("Second", "one"), ("Second", "two")}


def test_meaning_and_other_words_are_edited_but_not_the_word(tags, moderator):
    edit = reverse(f"{NAME}:edit", args=[tags.pk])
    moderator.post(edit, {"name": "changed", "description": "Portable.", "other_words": "netbook, Note book"})
    tag = Tag.objects.get(pk=tags.pk)
    assert (tag.name, tag.description) == ("laptop", "Portable.")
    assert {word.name for word in tag.synonyms.all()} == {"netbook", "Note book"}


@pytest.mark.parametrize("words", ["battery", "Accumulator", "<b>", "a" * 51])
def test_other_words_that_cannot_be_are_refused(tags, moderator, words):
    edit = reverse(f"{NAME}:edit", args=[tags.pk])
    response = moderator.post(edit, {"name": "laptop", "other_words": words})
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"other_words"}
    assert {word.name for word in tags.synonyms.all()} == {"notebook"}


@pytest.mark.parametrize(("name", "made"), [("New word", True), ("LAPTOP", False), ("Notebook", False), ("...", False)])
def test_new_tag_is_made_unless_it_is_there(tags, moderator, name, made):
    moderator.post(reverse(f"{NAME}:add"), {"name": name, "description": "", "other_words": "another"})
    assert Tag.objects.filter(name=name, synonyms__name="another").exists() is made
    assert Tag.objects.count() == 2 + made


def test_history_of_a_merge_can_be_read(tags, moderator):
    moderator.post(address("merge", tags), {"into": "battery"})
    page = moderator.get(reverse(f"{NAME}:history", args=[Tag.objects.get().pk])).text
    assert "Took over “laptop” with 0 things" in page


def test_tags_of_news_in_the_cms_become_those_that_are_meant(tags, person):
    news = make_news()
    client = person("admin").client
    edit = reverse("wagtailadmin_pages:edit", args=[news.pk])
    form = {"title": "News", "slug": news.slug, "date": "2026-05-04", "date_precision": "day", "summary": "s"}
    data = nested_form_data(form | {"body": streamfield([]), "tags": '"Notebook", new', "action-publish": "1"})
    response = client.post(edit, data)
    assert response.status_code == 302, response.context["form"].errors
    assert set(NewsTag.objects.values_list("tag__name", flat=True)) == {"laptop", "new"}
    refused = client.post(edit, data | {"tags": '"<b>x</b>"'})
    assert "without markup" in refused.text


def test_listing_costs_the_same_for_many(moderator, django_assert_max_num_queries):
    def cost(number):
        for each in range(number):
            make_tag(f"word {number} {each}", synonyms=(f"other {number} {each}",))
        moderator.get(reverse(LIST))
        with django_assert_max_num_queries(60) as captured:
            moderator.get(reverse(LIST))
        return len(captured)

    assert cost(3) == cost(27)
