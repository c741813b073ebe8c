"""A second language: nothing but a setting and translated pages."""

import pytest
from django.conf import settings as kept_settings
from wagtail.models import Locale

from tests.factories.criteria import make_criterion
from tests.factories.pages import make_home, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def dutch(settings):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [
        (code, kept_settings.LANGUAGE_NAMES[code]) for code in ("en", "nl")
    ]
    return Locale.objects.create(language_code="nl")


def translated(page, locale):
    copy = page.copy_for_translation(locale, copy_parents=True)
    copy.save_revision().publish()
    return copy


def test_translated_page_stands_under_its_language_and_both_point_to_each_other(client, dutch):
    home = make_home()
    about = make_page("About")
    translated(home, dutch)
    over = translated(about, dutch)
    page = client.get("/en/about/").text
    assert f'hreflang="nl" href="http://testserver{over.get_url()}"' in page
    assert over.get_url().startswith("/nl/")
    there = client.get(over.get_url()).text
    assert '<html lang="nl"' in there
    assert 'hreflang="en" href="http://testserver/en/about/"' in there


def test_draft_translation_is_not_offered(client, dutch):
    translated(make_home(), dutch)
    make_page("About").copy_for_translation(dutch)
    assert "hreflang" not in client.get("/en/about/").text


@pytest.mark.parametrize(
    "address", ["criteria/", "criteria/?product=laptop", "criteria/CFIT-LAP-BAT-01/", "search/?q=x"]
)
def test_rooms_are_the_same_place_in_each_language(client, dutch, address):
    make_home()
    make_criterion(ref="CFIT-LAP-BAT-01")
    assert f'hreflang="nl" href="http://testserver/nl/{address}"' in client.get(f"/en/{address}").text
    there = client.get(f"/nl/{address}")
    assert (there.status_code, '<html lang="nl"' in there.text) == (200, True)


def test_first_visit_goes_to_the_language_of_the_browser(client, dutch):
    assert client.get("/", headers={"Accept-Language": "nl-BE,fr;q=0.5"})["Location"] == "/nl/"
    assert client.get("/", headers={"Accept-Language": "fr"})["Location"] == "/en/"


@pytest.mark.parametrize("address", ["/xx/", "/fr/", "/fr/criteria/", "/en/nl/"])
def test_language_the_portal_does_not_speak_is_not_there(client, dutch, address):
    make_home()
    assert client.get(address, follow=True).status_code == 404


def test_one_language_needs_no_switch(client):
    make_home()
    assert "hreflang" not in client.get("/en/").text
