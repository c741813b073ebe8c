"""Counts of resources for any reader, against a plain look at the rows that this reader may see."""

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.documents import ResourceDocument, Term
from criteria.library import search
from criteria.models import Resource, Tag
from criteria.resources import projection
from criteria.resources.shelf import RESOURCES
from criteria.terms import Visibility
from portal.reader import NOBODY, Reader
from tests.factories.pages import make_network
from tests.factories.resources import join, make_resource
from tests.keeping import kept
from tests.people import make_user

pytestmark = pytest.mark.django_db

KINDS, TAGS, WORDS, YEARS = ("guideline", "tool"), ("repair", "reuse"), ("copper", "zinc", "nickel"), (2024, 2025)
PLACES = ("norway", "sweden")
MISTYPED = {"coper": "copper", "nickelx": "nickel"}
MEMBERSHIPS = {
    "visitor": None,
    "account": (),
    "norwegian": ("norway",),
    "swede": ("sweden",),
    "both": PLACES,
    "secretariat": PLACES,
}

rows = st.fixed_dictionaries(
    {
        "visibility": st.sampled_from(Visibility.values),
        "network": st.sampled_from((None, *PLACES)),
        "shared": st.sets(st.sampled_from(PLACES)),
        "kind": st.sampled_from(KINDS),
        "year": st.sampled_from(YEARS),
        "tags": st.sets(st.sampled_from(TAGS)),
        "words": st.sets(st.sampled_from(WORDS)),
    }
)
selections = st.fixed_dictionaries(
    {
        "kind": st.sets(st.sampled_from(KINDS)),
        "tag": st.sets(st.sampled_from(TAGS)),
        "year": st.sets(st.sampled_from([str(year) for year in YEARS])),
        "network": st.sets(st.sampled_from(PLACES)),
    }
)


@kept
def cast():
    """Two networks, people with every kind of standing, and six resources that the test writes as it likes."""
    networks = {"norway": make_network("Norway", "NO"), "sweden": make_network("Sweden", "SE")}
    readers = {}
    for name, places in MEMBERSHIPS.items():
        user = None if places is None else make_user(f"{name}@example.org", superuser=name == "secretariat")
        for place in places or ():
            join(user, networks[place])
        readers[name] = user
    for tag in TAGS:
        Tag.objects.create(name=tag, slug=tag)
    return networks, readers, [make_resource() for _number in range(6)]


def write(resource, row, networks):
    """Make a resource what the row says, or take it away."""
    version = resource.versions.get()
    resource.live_version = version if row else None
    resource.state = "published" if row else "withdrawn"
    if row:
        resource.visibility, resource.network = row["visibility"], networks.get(row["network"])
        resource.shared_with.set([networks[place] for place in row["shared"]])
        tags = tuple(Term(key=tag, label=tag) for tag in row["tags"])
        document = ResourceDocument(
            slug=resource.slug, number=1, kind=row["kind"], title=resource.title, abstract=" ".join(row["words"]),
            year=row["year"], tags=tags,
        )  # fmt: skip
        version.document, version.published_at = document.model_dump(mode="json"), timezone.now()
        version.save()
    resource.save()
    projection.refresh(resource)


def is_seen(row, who):
    """The rule in plain words: everybody, all members, or the networks it belongs to or is shared with."""
    own = set(MEMBERSHIPS[who] or ())
    if who == "secretariat" or row["visibility"] == "public":
        return True
    if row["visibility"] == "members" and own:
        return True
    return bool(own & ({row["network"]} | row["shared"]))


def carries(row, group):
    """The values of a row in a group."""
    return {
        "kind": {row["kind"]},
        "tag": row["tags"],
        "year": {str(row["year"])},
        "network": {row["network"]} - {None},
        "visibility": {row["visibility"]},
    }[group]


def fits(row, chosen, word, leave_out=""):
    groups = (group for group in chosen if group != leave_out and chosen[group])
    return (not word or word in row["words"]) and all(carries(row, group) & chosen[group] for group in groups)


@settings(max_examples=60)
@given(
    library=st.lists(rows, max_size=6),
    asked=selections,
    word=st.sampled_from(("", "copper", "zinc")),
    mistyped=st.sampled_from(list(MISTYPED)),
    who=st.sampled_from(list(MEMBERSHIPS)),
)
def test_counts_are_those_of_what_the_reader_may_see(cast, library, asked, word, mistyped, who):
    networks, readers, resources = cast
    for number, resource in enumerate(resources):
        write(resource, library[number] if number < len(library) else None, networks)
    reader = Reader(readers[who]) if readers[who] else NOBODY
    seen = [(resource, row) for resource, row in zip(resources, library, strict=False) if is_seen(row, who)]
    occurring = {group: set().union(*(carries(row, group) for _resource, row in seen)) for group in asked}
    chosen = {group: values & occurring[group] for group, values in asked.items()}

    result = search.ask(address(asked, word), reader, RESOURCES)

    expected = {resource.slug for resource, row in seen if fits(row, chosen, word)}
    assert {document.slug for document in result.documents} == expected
    assert (result.total, result.everything) == (len(expected), len(seen))
    assert result.asked.unknown_count == sum(len(values - chosen[group]) for group, values in asked.items())
    for group in result.groups:
        for option in group.options:
            found = [row for _resource, row in seen if fits(row, chosen, word, leave_out=group.key)]
            assert option.count == sum(option.value in carries(row, group.key) for row in found), (group.key, option)
    offered = {group.key: {option.value for option in group.options} for group in result.groups}
    for_all = {group: values for group, values in occurring.items() if values}
    assert {group: values for group, values in offered.items() if group != "visibility"} == for_all
    assert_suggestion_finds_what_is_seen(mistyped, reader, seen)


def assert_suggestion_finds_what_is_seen(mistyped, reader, seen):
    meant = MISTYPED[mistyped]
    suggestion = search.ask(address({}, mistyped), reader, RESOURCES).suggestion
    known = any(meant in row["words"] for _resource, row in seen)
    assert (suggestion.words if suggestion else None) == (meant if known else None)


def address(chosen, word):
    parameters = QueryDict(mutable=True)
    for group, values in chosen.items():
        parameters.setlist(group, sorted(values))
    parameters["q"] = word
    return parameters


@settings(max_examples=30)
@given(library=st.lists(rows, max_size=6), who=st.sampled_from(list(MEMBERSHIPS)))
def test_rows_and_resources_agree_on_who_sees_what(cast, library, who):
    networks, readers, resources = cast
    for number, resource in enumerate(resources):
        write(resource, library[number] if number < len(library) else None, networks)
    reader = Reader(readers[who]) if readers[who] else NOBODY
    listed = {document.slug for document in search.ask(QueryDict(""), reader, RESOURCES).documents}
    assert listed == set(Resource.objects.live().visible_to(reader).values_list("slug", flat=True))
