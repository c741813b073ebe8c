"""Starter content of guidelines and tools: real, linked, and never more than is known; examples stay in development."""

import pytest
from django.core.management import CommandError, call_command

from criteria.models import Resource
from criteria.starter import examples, resources
from criteria.terms import ResourceState, Visibility
from networks.models import Membership
from portal.reader import NOBODY
from portal.seed.reading import StarterDataError, read

RECORD = """- key: some-guide
  kind: guideline
  title: Some guide
  abstract: What it is for.
  url: https://guide.example.org/
  source: X1
"""


@pytest.fixture(autouse=True)
def content(starter, db):
    """All tests look at the whole starter content."""


def test_everybody_finds_real_things_with_a_way_to_criteria():
    seen = Resource.objects.visible_to(NOBODY).select_related("live_version")
    documents = [resource.live_version.read() for resource in seen]
    assert len(documents) >= 25
    assert sum(bool(document.criteria) for document in documents) >= 15
    for document in documents:
        assert document.link.startswith("https://")
        assert document.abstract
        assert not document.is_example
    assert all(resource.source_note for resource in seen)


def test_addresses_and_titles_are_there_once():
    records = read(resources.FILE, resources.ResourceRecord)
    assert len({record.url for record in records}) == len({record.title for record in records}) == len(records)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("kind: guideline", "kind: guidline"), ":2: kind"),
        (("https://guide", "http://guide"), ":5: url"),
        (("title: Some guide", "titel: Some guide"), ":3: titel"),
        (("source: X1", "source: X1\n  criteria: [CFIT-NOT-HERE-01]"), "some-guide: nothing has the key"),
        (("source: X1", "source: X1\n  languages: [xx]"), "no language"),
        (("source: X1", "source: X1\n  case: { what: Laptops }"), "only a case"),
    ],
)
def test_mistakes_name_file_and_line(tmp_path, change, sentence):
    file = tmp_path / "resources.yaml"
    file.write_text(RECORD.replace(*change))
    with pytest.raises(StarterDataError, match=sentence):
        resources.load(file)


def test_the_same_key_twice_is_a_mistake(tmp_path):
    file = tmp_path / "resources.yaml"
    file.write_text(RECORD * 2)
    with pytest.raises(StarterDataError, match="there twice"):
        resources.load(file)


def test_examples_show_every_state_and_say_that_they_are_examples():
    before = set(Resource.objects.values_list("pk", flat=True))
    examples.load()
    made = Resource.objects.exclude(pk__in=before)
    assert set(made.values_list("state", flat=True)) == set(ResourceState)
    assert all(resource.is_example and resource.title.startswith("Example: ") for resource in made)
    assert not made.filter(live_version__isnull=False, visibility=Visibility.PUBLIC).exists()
    emails = Membership.objects.values_list("user__email", flat=True)
    assert all(email.endswith("@example.org") for email in emails)


def test_servers_load_no_examples(settings):
    settings.EXAMPLES = False
    with pytest.raises(CommandError, match="for development"):
        call_command("examples")
