"""Merging, renaming, splitting: nothing that was tagged gets lost, no old address and no old word leads nowhere."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry, Revision

from criteria.models import Criterion, CriterionTag, LibraryEntry, Tag, TagRedirect, TagSynonym
from criteria.tags import actions
from criteria.tags.actions import curate, merge, rename, set_synonyms, split, tag_merged
from criteria.tags.sources import through_models
from home.models import EventTag, NewsPage, NewsTag
from portal.states import Refused
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_event, make_news
from tests.factories.tags import make_tag
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user("momo@example.org")


def tagged(make, *names):
    thing = make()
    thing.tags.add(*names)
    thing.save()
    return thing


def carriers(tag):
    return {(model, pk) for model in through_models() for pk in
            model.objects.filter(tag=tag).values_list("content_object_id", flat=True)}  # fmt: skip


def test_every_kind_of_thing_is_known():
    assert {CriterionTag, NewsTag, EventTag} <= set(through_models())


def test_merge_moves_everything_without_doubles(by):
    source, into = make_tag("notebook"), make_tag("laptop")
    tagged(make_news, "notebook")
    tagged(make_event, "notebook", "laptop")
    make_criterion(tags=("notebook", "laptop"))
    make_criterion(tags=("notebook",))
    before = carriers(source) | carriers(into)
    assert merge(source, into, by=by) == into
    assert carriers(into) == before
    assert not Tag.objects.filter(name="notebook").exists()
    assert NewsTag.objects.count() == EventTag.objects.count() == 1
    assert CriterionTag.objects.count() == 2


def test_merged_word_and_address_lead_to_the_tag_that_stays(by):
    source, into = make_tag("notebook", synonyms=("netbook",), description="Portable."), make_tag("laptop")
    merge(source, into, by=by)
    assert {word.name for word in into.synonyms.all()} == {"notebook", "netbook"}
    assert TagRedirect.objects.get(old_slug="notebook").tag == into
    assert Tag.objects.get(pk=into.pk).description == "Portable."


def test_published_criteria_follow_a_merge(by):
    criterion = make_criterion(tags=("notebook",))
    merge(Tag.objects.get(name="notebook"), make_tag("laptop"), by=by)
    entry = LibraryEntry.objects.get(ref=criterion.ref)
    assert [term.key for term in entry.read().tags] == ["laptop"]
    assert "tag:laptop" in entry.facets
    assert "tag:notebook" not in entry.facets


def test_drafts_keep_their_tag_through_a_merge(by):
    criterion = make_criterion(tags=("battery",))
    criterion.tags.add("notebook", "laptop")
    revision = criterion.save_revision()
    merge(Tag.objects.get(name="notebook"), Tag.objects.get(name="laptop"), by=by)
    Revision.objects.get(pk=revision.pk).publish()
    assert {tag.name for tag in Criterion.objects.get(pk=criterion.pk).tags.all()} == {"battery", "laptop"}


def test_drafts_of_pages_keep_their_tag_through_a_merge(by):
    news = tagged(make_news, "notebook")
    revision = news.save_revision()
    merge(Tag.objects.get(name="notebook"), make_tag("laptop"), by=by)
    Revision.objects.get(pk=revision.pk).publish()
    assert [tag.name for tag in NewsPage.objects.get().tags.all()] == ["laptop"]


def test_merge_refuses_itself_and_what_is_gone(by):
    tag, other = make_tag("laptop"), make_tag("notebook")
    with pytest.raises(Refused, match="itself"):
        merge(tag, tag, by=by)
    merge(other, tag, by=by)
    with pytest.raises(Refused, match="not there any more"):
        merge(other, tag, by=by)


def test_those_who_follow_are_told(by):
    heard = []

    def hear(sender, source, into, **kwargs):
        heard.append((source.name, into.name, Tag.objects.filter(pk=source.pk).exists()))

    tag_merged.connect(hear)
    try:
        merge(make_tag("notebook"), make_tag("laptop"), by=by)
        split(make_tag("cases"), ["law cases", "phone cases"], {}, by=by)
    finally:
        tag_merged.disconnect(hear)
    assert heard == [("notebook", "laptop", True), ("cases", "law cases", True), ("cases", "phone cases", True)]


def test_failed_merge_changes_nothing(by, monkeypatch):
    news = tagged(make_news, "notebook")
    into = make_tag("laptop")
    monkeypatch.setattr(actions, "_retire", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        merge(Tag.objects.get(name="notebook"), into, by=by)
    assert carriers(Tag.objects.get(name="notebook")) == {(NewsTag, news.pk)}
    assert not TagRedirect.objects.exists()


@settings(max_examples=15)
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=6))
def test_chains_of_merges_lose_nothing_and_leave_no_dangling_address(transactional, by, moves):
    with transactional():
        tags = [make_tag(f"word {number}") for number in range(5)]
        news = [tagged(make_news, tags[number].name, tags[(number + 1) % 5].name) for number in range(3)]
        gone = set()
        for source, into in moves:
            try:
                merge(tags[source], tags[into], by=by)
            except Refused:
                continue
            gone.add(source)
        left = set(Tag.objects.all())
        assert {pk for tag in left for _model, pk in carriers(tag)} == {each.pk for each in news}
        assert {tag.pk for tag in left} == {tag.pk for number, tag in enumerate(tags) if number not in gone}
        redirects = TagRedirect.objects.select_related("tag")
        assert {each.old_slug for each in redirects} == {f"word-{number}" for number in gone}
        assert {each.tag for each in redirects} <= left
        assert not {each.old_slug for each in redirects} & {tag.slug for tag in left}
        assert {word.name for word in TagSynonym.objects.all()} == {f"word {number}" for number in gone}


@pytest.fixture
def transactional():
    """A transaction for each example, undone after it."""
    from contextlib import contextmanager  # noqa: PLC0415

    from django.db import transaction  # noqa: PLC0415

    @contextmanager
    def undone():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return undone


def test_rename_leads_old_address_and_old_word_on(by):
    criterion = make_criterion(tags=("notebook",))
    tag = rename(Tag.objects.get(name="notebook"), "Laptop", by=by)
    assert (tag.name, tag.slug) == ("Laptop", "laptop")
    assert TagRedirect.objects.get(old_slug="notebook").tag == tag
    assert [word.name for word in tag.synonyms.all()] == ["notebook"]
    assert [term.label for term in criterion.entry.read().tags] == ["Laptop"]


def test_rename_there_and_back_leaves_no_loop(by):
    tag = make_tag("laptop")
    rename(tag, "notebook", by=by)
    rename(tag, "laptop", by=by)
    tag.refresh_from_db()
    assert tag.slug == "laptop"
    assert list(TagRedirect.objects.values_list("old_slug", flat=True)) == ["notebook"]
    assert [word.name for word in tag.synonyms.all()] == ["notebook"]


@pytest.mark.parametrize(("name", "left"), [("Laptop", []), ("laptops", ["laptop"])])
def test_rename_keeps_the_old_word_where_it_is_another(by, name, left):
    tag = rename(make_tag("laptop"), name, by=by)
    assert [word.name for word in tag.synonyms.all()] == left
    assert rename(make_tag("labtop"), "lab device", by=by, keep_word=False).synonyms.count() == 0


@pytest.mark.parametrize("name", ["battery", "BATTERY", "accumulator"])
def test_rename_refuses_the_word_of_another_tag(by, name):
    make_tag("battery", synonyms=("accumulator",))
    with pytest.raises(Refused, match="merge the two"):
        rename(make_tag("laptop"), name, by=by)


def test_rename_refuses_words_against_the_rules(by):
    with pytest.raises(ValidationError):
        rename(make_tag("laptop"), "<b>", by=by)


def test_split_gives_each_thing_what_was_chosen_and_the_rest_everything(by):
    phone, law, open_one = (tagged(make_news, "cases") for _number in range(3))
    chosen = {phone: ["phone cases"], law: ["Law cases"]}
    one, other = split(Tag.objects.get(name="cases"), ["phone cases", "law cases"], chosen, by=by)
    assert carriers(one) == {(NewsTag, phone.pk), (NewsTag, open_one.pk)}
    assert carriers(other) == {(NewsTag, law.pk), (NewsTag, open_one.pk)}
    assert TagRedirect.objects.get(old_slug="cases").tag == one
    assert not Tag.objects.filter(name="cases").exists()


def test_split_by_a_rule_and_keeping_the_word(by):
    criterion, news = make_criterion(tags=("reuse",)), tagged(make_news, "reuse")
    tag = Tag.objects.get(name="reuse")
    rule = lambda thing: ["reuse"] if isinstance(thing, Criterion) else ["second hand"]  # noqa: E731
    kept, new = split(tag, ["reuse", "second hand"], rule, by=by)
    assert kept == tag
    assert carriers(kept) == {(CriterionTag, criterion.pk)}
    assert carriers(new) == {(NewsTag, news.pk)}
    assert not TagRedirect.objects.exists()


def test_split_takes_a_merge_apart_again(by):
    tagged(make_news, "notebook")
    tag = merge(Tag.objects.get(name="notebook"), make_tag("laptop"), by=by)
    laptop, notebook = split(tag, ["laptop", "notebook"], {}, by=by)
    assert (laptop.slug, notebook.slug) == ("laptop", "notebook")
    assert not TagRedirect.objects.exists()


@pytest.mark.parametrize("into", [[], ["one"], ["one", "ONE"]])
def test_split_wants_two_words(by, into):
    with pytest.raises(Refused, match="two different words"):
        split(make_tag("cases"), into, {}, by=by)
    assert Tag.objects.count() == 1


def test_split_refuses_a_choice_that_is_none(by):
    news = tagged(make_news, "cases")
    with pytest.raises(ValueError, match="third"):
        split(Tag.objects.get(name="cases"), ["one", "two"], {news: ["third"]}, by=by)


def test_agreed_and_free_again(by):
    tag = make_tag("laptop")
    assert curate(tag, by=by).curated
    assert not curate(tag, by=by, agreed=False).curated


def test_other_words_are_set_as_a_whole():
    tag = make_tag("laptop", synonyms=("notebook", "netbook"))
    set_synonyms(tag, ["Notebook", "portable computer", "LAPTOP"])
    assert {word.name for word in tag.synonyms.all()} == {"notebook", "portable computer"}


def test_history_tells_who_did_what(by):
    tag = merge(make_tag("notebook"), make_tag("laptop"), by=by)
    rename(tag, "portable", by=by)
    curate(tag, by=by)
    entries = ModelLogEntry.objects.filter(object_id=str(tag.pk), action__startswith="criteria.tag").order_by("pk")
    assert [(entry.user, entry.formatter.format_message(entry)) for entry in entries] == [
        (by, "Took over “notebook” with 0 things"),
        (by, "Was called “laptop” before"),
        (by, "Became an agreed word"),
    ]


def test_deleted_tag_leaves_the_published_criteria():
    criterion = make_criterion(tags=("laptop", "battery"))
    Tag.objects.get(name="laptop").delete()
    assert [term.key for term in LibraryEntry.objects.get(ref=criterion.ref).read().tags] == ["battery"]


def test_merging_costs_the_same_for_many_things(by, django_assert_max_num_queries):
    def cost(number):
        source, into = make_tag(f"source {number}"), make_tag(f"into {number}")
        for _number in range(number):
            tagged(make_news, source.name)
        with django_assert_max_num_queries(60) as captured:
            merge(source, into, by=by)
        return len(captured)

    cost(1)
    assert cost(3) == cost(12)
