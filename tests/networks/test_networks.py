"""Networks, who takes part, and what their pages show to whom."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from networks.models import NetworkPage, Organisation, Participation
from networks.models.organisation import FormerName
from networks.models.place import country_codes
from networks.queries import participating_organisations, visible_networks
from portal.reader import NOBODY
from tests.factories.networks import make_document, make_organisation, share, take_part
from tests.factories.pages import make_network, make_news

pytestmark = pytest.mark.django_db


def page_of(client, network):
    return client.get(network.get_url()).text


def test_one_network_per_place():
    first = make_network("Netherlands", "NL")
    second = NetworkPage(title="Holland", iso_3166_1="NL", law_regime="EU", locale=first.locale)
    with pytest.raises(ValidationError, match="already the network of this place"):
        second.clean()


def test_region_stands_beside_its_country():
    make_network("Belgium", "BE")
    make_network("Flanders", "BE", kind=NetworkPage.Kind.REGION, iso_3166_2="BE-VLG")
    assert NetworkPage.objects.count() == 2


def test_copy_of_a_network_is_a_draft_without_a_place():
    network = make_network("Netherlands", "NL")
    copy = network.copy(update_attrs={"slug": "copy", "title": "Copy"})
    assert (copy.live, copy.iso_3166_1) == (False, "")


@pytest.mark.parametrize(("latitude", "longitude"), [(1.0, None), (None, 1.0)])
def test_half_a_point_is_refused(latitude, longitude):
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        make_network(latitude=latitude, longitude=longitude)


@pytest.mark.parametrize("words", ["Niederlande", "Nederland", "Pays-Bas", "Netherlands"])
def test_network_is_found_by_its_name_in_every_language(client, words):
    make_network("Netherlands", "NL")
    assert "/en/networks/netherlands/" in client.get("/en/search/", {"q": words}).text


def test_sellers_are_always_on_the_market_side():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation(kind=Organisation.Kind.PRODUCER, market_side=False)


def test_market_side_never_takes_part():
    seller = make_organisation("Maker", kind=Organisation.Kind.PRODUCER, market_side=True, is_buyer=False)
    with pytest.raises(ValidationError):
        Participation(network=make_network(), organisation=seller, role=Participation.Role.PROCURING).clean()


def test_who_takes_part_cannot_move_to_the_market():
    buyer = make_organisation()
    take_part(make_network(), buyer)
    buyer.market_side = True
    with pytest.raises(ValidationError):
        buyer.clean()


def test_organisation_under_the_name_of_the_day():
    agency = make_organisation("New name")
    agency.former_names.add(FormerName(name="Old name", until=date(2022, 1, 1)))
    agency.former_names.add(FormerName(name="Oldest name", until=date(2015, 1, 1)))
    agency.former_names.add(FormerName(name="Sometime", until=None))
    agency.save()
    named = [agency.name_on(day) for day in (date(2010, 1, 1), date(2021, 6, 14), date(2023, 1, 1), None)]
    assert named == ["Oldest name", "Old name", "New name", "New name"]


def test_page_names_participants_leaders_first(client):
    network = make_network()
    take_part(network, make_organisation("Zebra City"), role=Participation.Role.CO_LEADING)
    take_part(network, make_organisation("Ant City"))
    page = page_of(client, network)
    assert page.index("Zebra City") < page.index("Ant City")


def test_who_left_no_longer_counts():
    network = make_network()
    take_part(network, make_organisation("Stays"))
    take_part(network, make_organisation("Left"), until=date(2024, 1, 1))
    assert participating_organisations(NOBODY) == 1
    assert visible_networks(NOBODY)[0].participant_count == 1


def test_news_of_a_network_stand_on_its_page_and_in_the_list(client):
    network = make_network()
    make_news("General news")
    make_news("Dutch news", parent=network)
    assert "Dutch news" in page_of(client, network)
    assert "Dutch news" in client.get("/en/news/").text


@pytest.fixture
def closed_collection():
    collection = Collection.get_first_root_node().add_child(name="Members only")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return collection.add_child(name="Below it")


@pytest.mark.parametrize(("who", "status"), [("visitor", 302), ("member", 200), ("editor", 200), ("admin", 200)])
def test_private_document_opens_for_who_may_read_it(person, closed_collection, who, status):
    document = make_document("Minutes", collection=closed_collection, text="what was said")
    response = person(who).client.get(document.url)
    assert response.status_code == status
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert (b"what was said" in body) is (status == 200)


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_private_document_is_listed_only_for_who_may_read_it(person, closed_collection, who):
    network = make_network()
    share(network, make_document("Minutes", collection=closed_collection))
    share(network, make_document("Leaflet"))
    page = page_of(person(who).client, network)
    assert "Leaflet" in page
    assert ("Minutes" in page) is (who == "member")


@pytest.mark.parametrize(
    "address", ["/media/documents/minutes.txt", "/documents/999/minutes.txt", "/documents/1/x.txt"]
)
def test_files_of_documents_have_no_address_of_their_own(client, closed_collection, address):
    make_document("Minutes", collection=closed_collection)
    assert client.get(address, follow=True).status_code == 404


def test_document_is_sent_to_be_kept_and_not_run(client):
    response = client.get(make_document("Leaflet").url)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def hide(network, how):
    if how == "draft":
        network.unpublish()
    else:
        PageViewRestriction.objects.create(page=network, restriction_type=how, password="x")


@pytest.mark.parametrize("how", ["draft", PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
@pytest.mark.parametrize("door", ["/en/networks/", "/en/", "/sitemap.xml", "/en/search/?q=netherlands"])
def test_hidden_network_is_in_no_list_count_or_map(client, how, door):
    make_network("Sweden", "SE")
    hide(make_network("Netherlands", "NL"), how)
    page = client.get(door).text
    assert "/en/networks/netherlands/" not in page
    assert "Buyers of Netherlands" not in page


@pytest.mark.parametrize(("how", "status"), [("draft", 404), (PageViewRestriction.LOGIN, 302)])
def test_hidden_network_itself_does_not_open(client, how, status):
    network = make_network()
    hide(network, how)
    response = client.get("/en/networks/netherlands/")
    assert response.status_code == status
    assert "Buyers of" not in response.text


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", {"netherlands", "norway", "flanders"}),
        ("?kind=region", {"flanders"}),
        ("?law=EEA", {"norway"}),
        ("?language=nl", {"netherlands", "flanders"}),
        ("?language=nl&kind=region", {"flanders"}),
        ("?law=MARS", {"netherlands", "norway", "flanders"}),
        ("?kind=&law=", {"netherlands", "norway", "flanders"}),
    ],
)
def test_filters_of_the_list(client, address, shown):
    make_network("Netherlands", "NL", law_regime="EU", languages=["nl"])
    make_network("Norway", "NO", law_regime="EEA", languages=["nb"])
    make_network("Flanders", "BE", law_regime="EU", languages=["nl"], kind=NetworkPage.Kind.REGION, iso_3166_2="BE-VLG")
    page = client.get(f"/en/networks/{address}")
    assert {network.slug for network in page.context["listing"].networks} == shown
    assert ("MARS" in address) is bool(page.context["listing"].unknown)


@pytest.mark.parametrize(("page", "limit"), [("/en/networks/", 25), ("/en/networks/n0/", 30)])
def test_queries_do_not_grow(client, django_assert_max_num_queries, page, limit):
    codes = iter(sorted(country_codes()))

    def cost(number):
        made = NetworkPage.objects.count()
        for each in range(made, made + number):
            network = make_network(f"N{each}", next(codes), slug=f"n{each}")
            organisation = make_organisation(f"Buyer {each}")
            take_part(NetworkPage.objects.get(slug="n0"), organisation)
            share(NetworkPage.objects.get(slug="n0"), make_document(f"Paper {each}"))
            make_news(f"News {each}", parent=network)
        client.get(page)
        with django_assert_max_num_queries(limit) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    assert cost(1) == cost(2) == cost(27)
