"""The pages of positions: the form that keeps what was typed, the page behind a cell, the matrix and its filters."""

import re

import pytest
from django.test import Client

from criteria.adoption import matrix as matrices
from criteria.models import Position
from networks.models import Role
from tests.factories.adoption import publish_anew, take
from tests.factories.criteria import make_criterion
from tests.factories.members import make_member
from tests.factories.pages import make_network
from tests.keeping import kept

pytestmark = pytest.mark.django_db
LEFT = "80 % left"
CYCLES = {"key": "cycles", "label": "Full cycles", "unit": "cycles", "value": 800, "qualifier": LEFT}
YEARS = {"key": "years", "label": "Spare parts", "unit": "years", "value": 7, "counted_from": "placing_last"}


@kept
def network():
    return make_network()


@kept
def criterion():
    return make_criterion(parameters=(CYCLES, YEARS), requirement="The battery keeps 80 % after 800 cycles.")


@pytest.fixture
def cora(network):
    return make_member(network, "cora", Role.COORDINATOR).client


def address(criterion, network, action="decide/"):
    return f"/en/criteria/{criterion.ref}/positions/{network.slug}/{action}"


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page) and re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def answer(client, criterion, network, **fields):
    """Sends the form as a browser would, with what the page holds."""
    page = client.get(address(criterion, network)).text
    data = {"edition": hidden(page, "edition"), "seen": hidden(page, "seen") or "", "state": "adapted"}
    return client.post(
        address(criterion, network), data | {key.replace("__", "-"): value for key, value in fields.items()}
    )


def test_a_position_is_recorded_with_all_its_parts_and_shown(client, cora, criterion, network):
    response = answer(
        cora, criterion, network, state="computed", value__cycles="1000", condition__cycles=LEFT,
        reason="We want more.", national_text="The battery keeps 80 % after 1000 cycles.", national_ref="§ 4",
        national_url="https://example.org/set", valid_from="2026-01-01",
    )  # fmt: skip
    assert response.url == address(criterion, network, "")
    page = client.get(response.url).text
    for words in ("Stricter", "We want more.", "§ 4", "1 January 2026", "<b>1,000</b>"):
        assert words in page
    assert re.search(r"<del>.*800.*</del>", page)
    assert re.search(r"<ins>.*1000.*</ins>", page)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "identical", "value__cycles": "1000", "condition__cycles": LEFT}, "Your numbers say “Stricter”"),
        ({"state": "computed"}, "Give at least one number"),
        ({"state": "computed", "value__years": "3", "from__years": "delivery"}, "you count from delivery"),
        ({"state": "computed", "value__cycles": "300", "condition__cycles": "60 % left"}, "yours is “60 % left”"),
        ({"state": "identical", "value__cycles": "300", "condition__cycles": "60 % left"}, "it is not identical"),
        ({"state": "weaker"}, "Say why"),
        ({"state": "computed", "value__cycles": "300", "condition__cycles": LEFT}, "Say why"),
        ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "It cannot end before it begins."),
        ({"national_url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"value__cycles": "1e999"}, "Ensure that there are no more than"),
        ({"state": "conquered"}, "Select a valid choice"),
        ({"national_ref": "two\nlines"}, "on one line only"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(cora, criterion, network, fields, words):
    response = answer(cora, criterion, network, **fields, legal_note="Kept as typed.")
    assert response.status_code == 422
    assert words in response.text
    assert "Kept as typed." in response.text
    assert not Position.objects.exists()


def test_numbers_that_cannot_be_compared_are_explained_on_the_page(client, cora, criterion, network):
    answer(cora, criterion, network, state="weaker", reason="Older.", value__years="3", from__years="delivery")
    page = client.get(address(criterion, network, "")).text
    assert "Not comparable: the edition counts from the day the last unit" in page


def test_two_coordinators_at_once_lose_nothing(cora, criterion, network):
    dora = make_member(network, "dora", Role.COORDINATOR).client
    page = dora.get(address(criterion, network)).text
    answer(cora, criterion, network, state="identical", reason="Cora's reason.")
    data = {"edition": "1.0", "seen": hidden(page, "seen") or "", "state": "not_adopted", "reason": "Dora's reason."}
    late = dora.post(address(criterion, network), data)
    assert late.status_code == 409
    assert "Somebody recorded another position meanwhile" in late.text
    assert "Cora&#x27;s reason." in late.text
    assert "Dora&#x27;s reason." in late.text
    assert Position.objects.get().state == "identical"
    again = data | {"seen": hidden(late.text, "seen")}
    assert dora.post(address(criterion, network), again).status_code == 302
    assert Position.objects.get().state == "not_adopted"


def test_an_edition_published_while_somebody_writes_is_shown_first(cora, criterion, network):
    page = cora.get(address(criterion, network)).text
    publish_anew(criterion)
    data = {"edition": hidden(page, "edition"), "seen": "", "state": "identical", "reason": "As typed."}
    late = cora.post(address(criterion, network), data)
    assert late.status_code == 409
    assert "Edition 2.0 was published while you wrote" in late.text
    assert "As typed." in late.text
    assert cora.post(address(criterion, network), data | {"edition": "2.0"}).status_code == 302
    assert Position.objects.get().edition.number == "2.0"


def test_one_click_confirms_for_the_new_edition_what_was_read(cora, criterion, network):
    take(network, criterion, "identical", reason="Fits.")
    publish_anew(criterion, requirement="The battery keeps 80 % after 900 cycles.", change_note="More cycles.")
    page = cora.get(address(criterion, network)).text
    assert re.search(r"<ins>.*900.*</ins>", page)
    assert "More cycles." in page
    data = {"edition": hidden(page, "edition"), "older": hidden(page, "older")}
    stale = cora.post(address(criterion, network, "confirm/"), data | {"edition": "1.0"})
    assert stale.url == address(criterion, network)
    assert Position.objects.count() == 1
    cora.post(address(criterion, network, "confirm/"), data)
    assert Position.objects.get(edition__major=2).reason == "Fits."
    assert "Confirm it" not in cora.get(address(criterion, network)).text
    assert cora.post(address(criterion, network, "confirm/"), data).url == address(criterion, network)


def test_the_page_tells_the_whole_story_without_naming_anybody(client, cora, criterion, network):
    take(network, criterion, "under_review", reason="We look at it.")
    answer(cora, criterion, network, state="identical", reason="It fits.")
    publish_anew(criterion)
    page = client.get(address(criterion, network, "")).text
    for words in ("We look at it.", "It fits.", "Under review →", "This position is on edition 1.0", "not counted"):
        assert words in page
    assert "Cora" not in page


def test_wordings_in_two_languages_stand_beside_each_other(client, criterion, network):
    take(network, criterion, national_text="De accu behoudt zijn capaciteit.")
    page = client.get(address(criterion, network, "")).text
    assert "most likely they are in different languages" in page
    assert "<ins>" not in page


def test_what_people_write_is_never_markup(client, criterion, network):
    take(network, criterion, reason="<script>x</script>", national_text="<b>bold</b>", legal_note="<img src=x>")
    page = client.get(address(criterion, network, "")).text
    assert not re.search("<script>x|<b>bold|<img src=x", page)


def test_the_form_is_sent_by_its_page_only(criterion, network):
    cora = make_member(network, "cora", Role.COORDINATOR)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cora.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post(address(criterion, network), {"state": "identical"}).status_code == 403


def test_the_list_begins_with_what_waits(cora, network):
    kept, old, new = make_criterion(), make_criterion(), make_criterion()
    take(network, kept)
    take(network, old)
    publish_anew(old)
    page = cora.get(f"/en/criteria/positions/{network.slug}/").text
    assert page.index(old.ref) < page.index(new.ref) < page.index(kept.ref)
    assert "1 position stands on an edition that was replaced." in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Laptop", "Server"}),
        ("?product=laptop", {"Laptop"}),
        ("?theme=fair", {"Server"}),
        ("?type=award", {"Server"}),
        ("?level=advanced", {"Laptop"}),
        ("?product=laptop&product=server", {"Laptop", "Server"}),
        ("?decided=1", {"Laptop"}),
        ("?decided=1&network=norway", set()),
        ("?product=spaceship&network=atlantis", {"Laptop", "Server"}),
        ("?page=99", {"Laptop", "Server"}),
        ("?decided=x&network=&page=-1&product=", {"Laptop", "Server"}),
    ],
)
def test_filters_of_the_matrix(client, network, query, shown):
    make_network("Norway", "NO")
    take(network, make_criterion(title="Laptop", level="advanced"))
    make_criterion(title="Server", products=("server",), theme="fair", criterion_type="award")
    page = client.get(f"/en/criteria/matrix/{query}").text
    assert set(re.findall(r'<th scope="row"><a [^>]*>(\w+)</a>', page)) == shown
    assert ("Not known, and left out: spaceship, atlantis" in page) is ("spaceship" in query)


def test_a_large_matrix_has_pages(client, monkeypatch, network):
    monkeypatch.setattr(matrices, "PER_PAGE", 1)
    for _number in range(3):
        make_criterion()
    page = client.get("/en/criteria/matrix/?product=laptop&page=2").text
    assert 'href="?product=laptop&amp;page=3"' in page
    assert page.count("<tbody><tr>") == 1


def test_an_empty_matrix_says_so(client):
    page = client.get("/en/criteria/matrix/").text
    for words in ("No network has recorded a position yet", "No criterion fits all of this", "nothing to draw yet"):
        assert words in page


@pytest.mark.parametrize("many", [1, 3, 30])
def test_pages_ask_the_same_number_of_questions_however_much_there_is(
    client, network, many, django_assert_num_queries, settings
):
    settings.PAGE_CACHE_SECONDS = 0
    others = [make_network(f"Land {number}", "", kind="sector", iso_3166_1="") for number in range(many)]
    criteria = [make_criterion() for _number in range(many)]
    for each, criterion in zip(others, criteria, strict=True):
        take(each, criterion)
        take(network, criterion)
    counts = {
        "/en/criteria/matrix/": 10,
        "/en/criteria/matrix.csv": 5,
        "/en/criteria/matrix/?lang=nl": 11,
        address(criteria[0], network, ""): 6,
    }
    for path, allowed in counts.items():
        client.get(path)
        with django_assert_num_queries(allowed):
            client.get(path)
