"""Countries and regions by their codes, named in every language of the portal."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from networks.models import place


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("NL", "en", "Netherlands"),
        ("NL", "nl", "Nederland"),
        ("DE", "fr", "Allemagne"),
        ("NO", "nb", "Norge"),
        ("BE-VLG", "en", "Flanders"),
        ("BE-VLG", "nl", "Vlaanderen"),
        ("BE-WAL", "de", "Wallonien"),
        ("NL", "xx", "Netherlands"),
    ],
)
def test_names(code, language, name):
    assert place.place_name(code, language) == name


@pytest.mark.parametrize(("code", "name"), [("EU", "European Union"), ("INT", "International"), ("QQ", "QQ")])
def test_places_wider_than_a_country(code, name):
    assert place.place_name(code) == name


@pytest.mark.parametrize("code", ["NL", "XK", "BE-VLG", "NO-03", "EU", "INT"])
def test_known_codes(code):
    place.validate_place(code)


@pytest.mark.parametrize("code", ["", "nl", "N", "NLD", "XX", "UN", "ZZ", "BE-", "BE_VLG", "be-vlg", "XX-ABC", "NL\n"])
def test_unknown_codes(code):
    with pytest.raises(ValidationError):
        place.validate_place(code)


@given(code=st.text(max_size=8))
def test_any_code_has_some_name_and_no_error(code):
    assert isinstance(place.place_name(code), str)


@pytest.mark.parametrize(
    ("kind", "country", "region", "wrong"),
    [
        ("country", "NL", "", set()),
        ("country", "", "", {"iso_3166_1"}),
        ("country", "BE", "BE-VLG", {"iso_3166_2"}),
        ("region", "BE", "BE-VLG", set()),
        ("region", "BE", "", {"iso_3166_2"}),
        ("region", "NL", "BE-VLG", {"iso_3166_2"}),
        ("region", "", "BE-VLG", {"iso_3166_1"}),
        ("international", "", "", set()),
        ("international", "NL", "", {"iso_3166_1"}),
        ("sector", "", "", set()),
        ("sector", "NL", "", set()),
    ],
)
def test_place_fits_the_kind_of_network(kind, country, region, wrong):
    assert set(place.place_mistakes(kind, country, region)) == wrong
