"""The selection that lives in an address: for everybody, without cookie, account or script."""

import pytest

from criteria.terms import CriterionType, Status
from tests.factories.criteria import make_criterion, set_status
from tests.factories.selections import make_edition

pytestmark = pytest.mark.django_db
PAGE = "/en/selection/"


def at(*names, **extra):
    return (
        PAGE + "?" + "&".join([*(f"ref={name}" for name in names), *(f"{key}={value}" for key, value in extra.items())])
    )


def test_criteria_stand_by_their_place_in_the_tender(client):
    kinds = [CriterionType.CONTRACT_CLAUSE, CriterionType.AWARD, CriterionType.TECHNICAL_SPEC, CriterionType.SELECTION]
    refs = [make_criterion(criterion_type=kind).ref for kind in kinds]
    text = client.get(at(*refs)).text
    places = [text.index(f'id="{ref}"') for ref in refs]
    assert places == sorted(places, reverse=True)
    headings = ["Selection criteria", "Technical specifications", "Award criteria", "Contract performance clauses"]
    assert [text.index(f">{heading}<") for heading in headings] == sorted(text.index(f">{each}<") for each in headings)


def test_a_line_says_what_goes_into_the_tender(client, battery):
    text = client.get(at(battery.ref)).text
    for said in (battery.requirement, "current edition, 1.0", "Technical file of the maker", "With the bid"):
        assert said in text


def test_it_sets_no_cookie_and_can_be_kept(client, battery):
    response = client.get(at(battery.ref))
    assert not response.cookies
    assert "Cache-Control" not in response
    assert "csrfmiddlewaretoken" not in response.text
    assert '<meta name="robots" content="noindex">' in response.text


def test_a_pinned_edition_stays_and_says_what_is_newer(client, battery):
    number = make_edition(battery, "The battery lasts longer.")
    pinned, current = client.get(at(f"{battery.ref}@1.0")).text, client.get(at(battery.ref)).text
    assert "The battery lasts longer." not in pinned
    assert f"Edition {number} is newer." in pinned
    assert f"/en/criteria/{battery.ref}/changes/?from=1.0&amp;to={number}" in pinned
    assert "The battery lasts longer." in current
    moved = client.get(at(f"{battery.ref}@1.0", do=f"current {battery.ref}@{number}"))
    assert moved.url == f"{at(battery.ref)}#{battery.ref}"


def test_it_offers_the_editions_of_today_as_an_address(client, battery):
    assert f'href="{at(battery.ref + "@1.0")}"' in client.get(at(battery.ref)).text
    assert "Keep to the editions of today" not in client.get(at(battery.ref + "@1.0")).text


@pytest.mark.parametrize(("status", "said"), [(Status.WITHDRAWN, "Withdrawn"), (Status.SUPERSEDED, "Superseded")])
def test_what_should_not_be_used_any_more_is_told(client, battery, status, said):
    set_status(battery, status, successor=make_criterion() if status == Status.SUPERSEDED else None)
    assert f"<strong>{said}" in client.get(at(battery.ref)).text


def test_what_cannot_be_shown_is_named(client, battery):
    battery.unpublish()
    text = client.get(at(battery.ref, "CFIT-LAP-BAT-77", "<b>laptop</b>")).text
    assert "CFIT-LAP-BAT-01 is not published (any more)." in text
    assert "CFIT-LAP-BAT-77 is not published (any more)." in text
    assert "&lt;b&gt;laptop&lt;/b&gt;" in text
    assert battery.title not in text


def test_an_edition_that_never_was_is_named(client, battery):
    assert "CFIT-LAP-BAT-01@7.3 is not published" in client.get(at(f"{battery.ref}@7.3")).text


def test_moving_goes_by_the_place_in_the_tender(client):
    spec, award, other = (
        make_criterion(criterion_type=kind).ref for kind in ("technical_spec", "award", "technical_spec")
    )
    assert client.get(at(spec, award, other, do=f"up {other}")).url == f"{at(other, award, spec)}#{other}"
    assert client.get(at(spec, award, other, do=f"down {other}")).url == f"{at(spec, award, other)}#{other}"
    assert client.get(at(spec, award, do=f"remove {spec}")).url == at(award)
    assert client.get(at(spec, do=f"add {other}", q="x")).url == f"{at(spec, other)}&q=x#{other}"


@pytest.mark.parametrize(
    "command", ["fly CFIT-LAP-BAT-01", "up", "%00", "add ", "add nonsense", "current x@y", "remove"]
)
def test_odd_commands_do_no_harm(client, battery, command):
    response = client.get(at(battery.ref, do=command), follow=True)
    assert response.status_code in {200, 400}


def test_more_is_found_without_leaving_it(client, battery):
    other = make_criterion(title="Spare batteries")
    text = client.get(at(battery.ref, q="batteries")).text
    assert "2 criteria found" in text
    assert f'value="add {other.ref}"' in text
    assert f'value="add {battery.ref}"' not in text


@pytest.mark.parametrize("number", [1, 3, 30])
def test_cost_is_the_same_for_all(client, number, django_assert_max_num_queries):
    made = [make_criterion() for _each in range(number)]
    for criterion in made:
        make_edition(criterion)
    client.get(PAGE)
    with django_assert_max_num_queries(8):
        client.get(
            at(*(f"{each.ref}@1.0" for each in made[: number // 2]), *(each.ref for each in made[number // 2 :]))
        )


def test_without_anything_it_says_how_to_begin(client):
    assert "No account is needed." in client.get(PAGE).text


@pytest.mark.parametrize("page", ["/en/criteria/", "/en/criteria/?view=table"])
def test_library_offers_to_select_what_is_ticked(client, battery, page):
    text = client.get(page).text
    assert f'formaction="{PAGE}"' in text
    assert f'name="ref" value="{battery.ref}" form="compare-form"' in text


def test_criterion_edition_comparison_and_topic_lead_here(client, battery):
    number = make_edition(battery)
    other = make_criterion(topic="battery-cycles")
    link = f"{PAGE}?ref={battery.ref}"
    assert f'href="{link}"' in client.get(f"/en/criteria/{battery.ref}/").text
    assert f'href="{link}@1.0"' in client.get(f"/en/criteria/{battery.ref}/1.0/").text
    assert f'href="{link}@{number}"' in client.get(f"/en/criteria/{battery.ref}/{number}/").text
    compared = client.get(f"/en/criteria/compare/?ref={battery.ref}&ref={other.ref}@1.0").text
    assert f'href="{link}&amp;ref={other.ref}%401.0"' in compared
    assert f'formaction="{PAGE}"' in client.get("/en/criteria/topics/battery-cycles/").text
