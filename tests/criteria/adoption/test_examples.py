"""Example positions are marked wherever they are shown; the starter content holds none."""

import pytest

from criteria.adoption import examples
from criteria.models import Position
from criteria.starter import examples as people
from portal.seed.reading import StarterDataError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]


def test_starter_content_invents_no_position():
    assert not Position.objects.exists()


def test_examples_are_marked_on_every_page_and_in_files(client):
    people.load()
    assert examples.load() == Position.objects.filter(is_example=True).count() > 0
    for position in Position.objects.all():
        page = client.get(f"/en/criteria/{position.edition.ref}/positions/{position.network.slug}/").text
        assert "This is an example" in page
        assert "example" in client.get(position.network.get_url()).text
    assert "(example)" in client.get("/en/criteria/matrix.csv").text
    assert "example" in client.get("/en/criteria/matrix/?decided=1").text


@pytest.mark.parametrize(
    "text", ["- by: Kari Prøve\n", "- { by: A B, network: norway, criterion: X, state: agreed, days_ago: 1 }"]
)
def test_a_mistake_in_the_file_names_its_line(tmp_path, text):
    (tmp_path / "positions.yaml").write_text(text)
    with pytest.raises(StarterDataError, match=r"positions\.yaml:1"):
        examples.load(tmp_path)
