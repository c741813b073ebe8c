"""A component is made once for the same inputs, and never shows what was made of others."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe
from django.utils.translation import override

from portal.templatetags import components

ROW = "components/facet_group.html"
SHOWN = Template(f'{{% load components %}}{{% component "{ROW}" name="n" label=label options=options open=open %}}')
PLAIN = Template(f'{{% include "{ROW}" with name="n" label=label options=options open=open only %}}')


@pytest.fixture(autouse=True)
def nothing_kept():
    components._kept.clear()


def show(**inputs):
    return SHOWN.render(Context({"options": (), "open": True} | inputs))


def plain(**inputs):
    return PLAIN.render(Context({"options": (), "open": True} | inputs))


@pytest.mark.parametrize(
    "pair",
    [
        ({"label": "Theme"}, {"label": "Topic"}),
        ({"label": "<b>x</b>"}, {"label": mark_safe("<b>x</b>")}),
        ({"label": 1}, {"label": True}),
        ({"label": 1}, {"label": 1.0}),
        ({"label": ""}, {"label": None}),
        ({"label": "a", "open": True}, {"label": "a", "open": False}),
    ],
)
def test_other_inputs_are_never_shown_what_was_made_of_these(pair):
    for _time in range(2):
        assert [show(**inputs) for inputs in pair] == [plain(**inputs) for inputs in pair]


def test_each_language_has_its_own():
    with override("en"):
        english = show(label="Thema")
    with override("nl"):
        assert show(label="Thema") == plain(label="Thema")
    with override("en"):
        assert show(label="Thema") == english


def test_the_same_inputs_are_made_once():
    show(label="Theme")
    (key,) = components._kept
    components._kept[key] = mark_safe("kept")
    assert show(label="Theme") == "kept"
    assert "Topic" in show(label="Topic")


def test_it_sees_nothing_of_the_page_around_it():
    inner = Template(
        '{% load components %}{% component "components/facet_group.html" name="n" label=label options=o %}'
    )
    assert inner.render(Context({"label": "A", "o": (), "open": False})) == plain(label="A", open="")


def test_no_more_are_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(components, "MAX_KEPT", 3)
    for number in range(10):
        assert f"Theme {number}" in show(label=f"Theme {number}")
        assert len(components._kept) <= 3


def test_inputs_that_can_change_are_refused():
    with pytest.raises(TypeError):
        show(label="Theme", options=[])


@pytest.mark.parametrize("given", ['"row.html" title', '"row.html" with title=title'])
def test_inputs_without_a_name_are_refused(given):
    with pytest.raises(TemplateSyntaxError):
        Template(f"{{% load components %}}{{% component {given} %}}")
