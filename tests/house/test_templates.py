"""Templates keep to the strict content policy and to known components; every text can be translated."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from portal import style_page

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = ROOT / "templates" / "components"
CMS = {"wagtailadmin", "admin"}
VISIBLE = re.compile(r">([^<>{}]*[A-Za-z]{3,}[^<>{}]*)<")
NOT_TEXT = re.compile(r"<(script|style|svg)[^>]*>.*?</\1>", re.DOTALL)


def name_of(file):
    return str(file.relative_to(ROOT / "templates"))


PUBLIC = [file for file in TEMPLATES if not CMS & set(file.parts)]


@pytest.mark.parametrize("file", TEMPLATES, ids=name_of)
def test_template_compiles(file):
    get_template(name_of(file))


@pytest.mark.parametrize("file", PUBLIC, ids=name_of)
def test_template_has_nothing_inline(file):
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", file.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*src=)", text)
    assert "|safe" not in text


@pytest.mark.parametrize("file", PUBLIC, ids=name_of)
def test_every_visible_text_can_be_translated(file):
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", file.read_text(), flags=re.DOTALL)
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", text, flags=re.DOTALL)
    text = NOT_TEXT.sub("", text)
    assert not VISIBLE.findall(text)


@pytest.mark.parametrize("file", sorted(COMPONENTS.rglob("*.html")), ids=name_of)
def test_component_says_its_inputs(file):
    assert file.read_text().lstrip().startswith(("{#", "{% comment %}"))


@pytest.mark.parametrize("file", sorted(COMPONENTS.rglob("*.html")), ids=name_of)
def test_component_is_used(file):
    used = {name for each in TEMPLATES for name in re.findall(r'"(components/[\w/]+\.html)"', each.read_text())}
    code = " ".join(each.read_text() for room in ("portal", "criteria", "home") for each in (ROOT / room).rglob("*.py"))
    assert name_of(file) in used or name_of(file) in code


@pytest.mark.parametrize("file", PUBLIC, ids=name_of)
def test_only_existing_parts_are_included(file):
    for name in re.findall(r'{% include "([^"]+)"', file.read_text()):
        get_template(name)


def test_style_page_shows_every_component():
    assert style_page.shown() == style_page.existing()


@pytest.mark.parametrize("settings_module", ["production", "base"])
def test_style_page_is_for_development_only(settings_module):
    text = (ROOT / "portal" / "settings" / f"{settings_module}.py").read_text()
    assert "STYLE_PAGE = True" not in text
