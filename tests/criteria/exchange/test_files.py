"""Lists as files: what the page shows, whole, in four formats, and harmless in a spreadsheet."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from criteria.exports import list_views
from criteria.terms import Visibility
from networks.models import Role
from portal.limits import Limit
from tests.factories.criteria import make_criterion
from tests.factories.pages import make_network
from tests.factories.resources import make_resource
from tests.factories.sharing import make_member
from tests.people import signed_in

pytestmark = pytest.mark.django_db
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]


def content(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def rows(client, address):
    """A table as lists of texts, whatever kind of file it is."""
    data = content(client.get(address))
    if ".xlsx" in address:
        sheet = load_workbook(io.BytesIO(data)).active
        return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def titles(client, address):
    if ".json" in address:
        data = json.loads(content(client.get(address)))
        return [each.get("title") or each.get("name") for each in data.get("items", data.get("@graph"))]
    head, *lines = rows(client, address)
    return [line[head.index("Title")] for line in lines]


def test_a_file_holds_all_that_fits_and_nothing_else(client):
    for number in range(23):
        make_criterion(title=f"Battery {number:02d}", products=("laptop",) if number else ("monitor",))
    make_criterion(title="Battery of a draft", published=False)
    for ending in ("csv", "xlsx", "json", "jsonld"):
        found = titles(client, f"/en/criteria/export.{ending}?product=laptop&sort=title&page=2&view=table&theme=nobody")
        assert found == [f"Battery {number:02d}" for number in range(1, 23)], ending


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "jsonld"])
def test_resources_of_members_are_in_the_files_of_members_alone(client, ending):
    norway = make_network("Norway", "NO")
    make_resource(title="For all")
    make_resource(title="For members", visibility=Visibility.MEMBERS)
    member = signed_in("nora", make_member(norway, Role.READER)).client
    address = f"/en/resources/export.{ending}"
    assert titles(client, address) == ["For all"]
    assert sorted(titles(member, address)) == ["For all", "For members"]
    assert "no-store" in member.get(address).headers["Cache-Control"]


def test_what_is_not_public_beside_a_public_resource_is_not_named(client):
    secret = make_resource(title="Secret", slug="secret-plan", visibility=Visibility.MEMBERS)
    draft = make_criterion(ref="CFIT-SEC-RET-01", published=False)
    guide = make_resource(title="For all", published=False, criteria=(draft,), text="words")
    guide.related.add(secret)
    guide.versions.get().files.update(state="held")
    from tests.factories.resources import publish  # noqa: PLC0415  after what it publishes was changed

    publish(guide, guide.versions.get())
    for address in ("/en/resources/export.json", "/en/resources/export.csv", "/en/resources/export.jsonld"):
        text = content(client.get(address)).decode()
        assert "For all" in text
        assert not {word for word in ("secret-plan", "CFIT-SEC-RET-01") if word in text}, address
    (found,) = client.get("/api/v1/resources").json()["items"]
    assert (found["related"], found["criteria"], found["files"]) == ([], [], [])


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_in_a_file_is_calculated(client, text):
    make_criterion(title=f"{text} battery", summary=text)
    _head, line = rows(client, "/en/criteria/export.csv")
    assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    book = load_workbook(io.BytesIO(content(client.get("/en/criteria/export.xlsx"))))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}
    (node,) = json.loads(content(client.get("/en/criteria/export.json")))["items"]
    assert node["summary"] == text


def test_signs_that_no_file_can_hold_are_left_out(client):
    make_criterion(title="Bat\x0btery \ufffe life", summary='Quotes ", commas; and\nlines')
    assert titles(client, "/en/criteria/export.xlsx") == ["Battery  life"]
    assert titles(client, "/en/criteria/export.csv") == ["Bat\x0btery \ufffe life"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "jsonld"])
def test_an_empty_list_is_a_file_without_records(client, ending):
    assert titles(client, f"/en/criteria/export.{ending}") == []


def test_a_workbook_has_an_end(client, monkeypatch):
    monkeypatch.setattr(list_views, "MAX_ROWS", 1)
    make_criterion()
    make_criterion()
    assert client.get("/en/criteria/export.xlsx").status_code == 413
    assert len(titles(client, "/en/criteria/export.csv")) == 2


def test_who_takes_too_many_files_waits(client, monkeypatch):
    monkeypatch.setattr(list_views, "PER_SENDER", Limit("exports", 1, 60))
    assert client.get("/en/criteria/export.json").status_code == 200
    refused = client.get("/en/criteria/export.json")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")


def test_a_file_needs_few_queries_however_long_it_is(client, django_assert_max_num_queries):
    criterion = make_criterion()

    def cost(number):
        for _time in range(number):
            make_resource(criteria=(criterion,))
        with django_assert_max_num_queries(8) as captured:
            content(client.get("/en/resources/export.json"))
        return len(captured)

    assert cost(1) == cost(2) == cost(27)


def test_the_list_leads_to_its_files_and_its_feed(client):
    make_criterion()
    page = client.get("/en/criteria/?product=laptop&sort=newest&view=table").text
    assert 'href="/en/criteria/export.csv?product=laptop&amp;sort=newest"' in page
    assert 'type="application/atom+xml"' in page
    assert 'href="/feeds/criteria/product/laptop.atom"' in page
    make_resource()
    assert 'href="/en/resources/export.xlsx?"' in client.get("/en/resources/").text
