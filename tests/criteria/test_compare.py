"""Criteria side by side, and topics: what an address asks, what the page says."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from criteria.comparing.choosing import Column, choose
from criteria.comparing.table import blocks
from criteria.languages.listing import Rendition
from criteria.terms import Comparator, CountedFrom, CriterionType, Status
from portal.reader import NOBODY
from tests.factories.criteria import make_criterion, set_status
from tests.factories.documents import make_document, make_parameter
from tests.keeping import kept

pytestmark = pytest.mark.django_db
ADDRESS = "/en/criteria/compare/"


def compare(client, *refs, **more):
    return client.get(ADDRESS, {"ref": list(refs), **more})


@kept
def four():
    return [make_criterion(ref=f"CFIT-AAA-BBB-0{number}", title=f"Number {number}") for number in range(1, 5)]


def test_two_stand_side_by_side(client, four):
    page = compare(client, "CFIT-AAA-BBB-01", "cfit-aaa-bbb-02").text
    assert "Number 1" in page
    assert "Number 2" in page
    assert 'data-of="CFIT-AAA-BBB-02"' in page


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ([], "Choose 2 to 4 criteria"),
        (["CFIT-AAA-BBB-01"], "Choose 2 to 4 criteria"),
        (["CFIT-AAA-BBB-01", "CFIT-AAA-BBB-01"], "CFIT-AAA-BBB-01 was named more than once"),
        (["CFIT-AAA-BBB-01", "CFIT-NOT-HERE-01"], "There is no published criterion CFIT-NOT-HERE-01"),
        (["CFIT-AAA-BBB-01", "<script>"], "There is no published criterion &lt;SCRIPT&gt;"),
        (["CFIT-AAA-BBB-01", "CFIT-AAA-BBB-02@9.9"], "There is no published criterion CFIT-AAA-BBB-02@9.9"),
        ([f"CFIT-AAA-BBB-0{n}" for n in (1, 2, 3, 4, 5)], "Only 4 fit side by side. Left out: CFIT-AAA-BBB-05"),
    ],
)
def test_every_odd_question_has_its_answer(client, four, asked, says):
    make_criterion(ref="CFIT-AAA-BBB-05")
    response = compare(client, *asked)
    assert response.status_code == 200
    assert says in response.text


def test_a_draft_is_as_unknown_as_what_never_was(client, four):
    draft = make_criterion(published=False, title="Secret")
    page = compare(client, "CFIT-AAA-BBB-01", draft.ref).text
    assert f"There is no published criterion {draft.ref}" in page
    assert "Secret" not in page


def test_withdrawn_is_shown_and_said_to_be(client, four):
    set_status(four[0], Status.WITHDRAWN)
    assert 'data-status="withdrawn"' in compare(client, four[0].ref, four[1].ref).text


def test_editions_compare_too(client, four):
    page = compare(client, f"{four[0].ref}@1.0", four[1].ref).text
    assert "edition 1.0" in page
    assert f"/en/criteria/{four[0].ref}/1.0/" in page


def test_differences_only(client, four):
    page = compare(client, four[0].ref, four[1].ref).text
    assert "Link to what you buy" not in page
    assert "Products" in page
    assert "Products" not in compare(client, four[0].ref, four[1].ref, differences="1").text.split("<table")[1]


def rows(*documents):
    columns = [Column(document.ref, document, Rendition(), "") for document in documents]
    return {row.key: row for block in blocks(columns) for row in block.rows}


def test_what_cannot_be_compared_is_said_and_not_ordered():
    law = make_document(parameters=(make_parameter("parts", 7, unit="years", counted_from=CountedFrom.PLACING_LAST),))
    swedish = make_document(parameters=(make_parameter("parts", 3, unit="years", counted_from=CountedFrom.DELIVERY),))
    row = rows(law, swedish)["threshold-parts"]
    assert [str(note) for note in row.notes] == ["They are counted from different moments."]
    assert not any(cell.is_strictest for cell in row.cells)


def test_the_stricter_number_is_marked():
    less, more = (
        make_document(parameters=(make_parameter("share", value, unit="%", label="Share"),)) for value in (3, 7)
    )
    row = rows(less, more)["threshold-share"]
    assert [cell.is_strictest for cell in row.cells] == [False, True]
    assert not row.notes


def test_points_are_not_held_against_what_must_be_met():
    less, more = (make_parameter("share", value, unit="%", label="Share") for value in (3, 7))
    points = make_document(parameters=(more,), criterion_type=CriterionType.AWARD)
    row = rows(make_document(parameters=(less,)), points)["threshold-share"]
    assert [str(note) for note in row.notes] == ["One gives points for it, another must be met."]
    assert not any(cell.is_strictest for cell in row.cells)


def test_a_threshold_that_one_does_not_have_is_a_gap():
    row = rows(make_document(), make_document(parameters=(make_parameter("share", 3, unit="%"),)))["threshold-share"]
    assert [bool(cell.lines) for cell in row.cells] == [False, True]


def test_words_beside_words_need_no_remark():
    parts = [make_document(parameters=(make_parameter("class", None, comparator=Comparator.ONE_OF, text=text),))
             for text in ("A", "A or B")]  # fmt: skip
    assert not rows(*parts)["threshold-class"].notes


def test_topic_lists_its_variants_and_leads_to_comparing(client):
    make_criterion(topic="battery-cycles", title="Swedish", parameters=({"value": 500},))
    make_criterion(topic="battery-cycles", title="Norwegian")
    make_criterion(topic="spare-parts", title="Other")
    page = client.get("/en/criteria/topics/battery-cycles/").text
    assert "Swedish" in page
    assert "Norwegian" in page
    assert "Other" not in page.split("<main")[1]
    assert ADDRESS in page
    assert client.get("/en/criteria/topics/nothing/").status_code == 404


def test_topics_stand_in_the_sitemap_once(client):
    make_criterion(topic="battery-cycles")
    make_criterion(topic="battery-cycles")
    make_criterion()
    assert client.get("/sitemap.xml").text.count("/en/criteria/topics/") == 1


def test_criterion_leads_to_its_topic_and_to_comparing(client):
    one, other = (make_criterion(topic="battery-cycles") for _each in range(2))
    page = client.get(one.get_absolute_url()).text
    assert "/en/criteria/topics/battery-cycles/" in page
    assert f"{ADDRESS}?ref={one.ref}&amp;ref={other.ref}" in page


def test_library_offers_boxes_without_script(client, four):
    for view in ("list", "table"):
        page = client.get("/en/criteria/", {"view": view}).text
        assert page.count('form="compare-form"') == 4 + 2  # A box for each, to compare and to select.
        assert '<form id="compare-form" method="get" action="/en/criteria/compare/">' in page


def cost(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_queries_do_not_grow(client):
    made, topics, compared = [], [], []
    for number in (1, 3, 30):
        made += [make_criterion(topic="cycles", parameters=({"value": 1},)) for _each in range(number - len(made))]
        topics.append(cost(client, "/en/criteria/topics/cycles/"))
        compared.append(cost(client, f"{ADDRESS}?{'&'.join(f'ref={each.ref}' for each in made)}"))
    assert len(set(topics)) == len(set(compared)) == 1
    assert max(topics + compared) <= 6


def test_choosing_reads_at_most_two_queries(four, django_assert_num_queries):
    with django_assert_num_queries(2):
        choose(NOBODY, [four[0].ref, four[1].ref, f"{four[2].ref}@1.0", f"{four[3].ref}@1.0"])
