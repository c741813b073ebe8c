"""What the living style page shows: each component with example inputs, once on paper and once in the dark."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

COMPONENTS = Path(settings.ROOT) / "templates" / "components"
FRAME = {"print_foot", "site_footer", "site_header", "social", "swap_scripts", "map_view", "world_map"}
"""Parts of the frame of every page, and the map that needs real networks: the page itself shows the first, the list of
networks the second."""
KINDS = ("guideline", "tool", "webinar", "link")
TOKENS = ("paper", "surface", "ink", "ink-soft", "line", "edge", "verdigris", "copper", "violet", "ochre", "error")


class ExampleForm(forms.Form):
    """A question of each kind, two of them answered wrongly."""

    name = forms.CharField(label=_("Your name"), help_text=_("As on a badge."))
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    country = forms.ChoiceField(label=_("Country"), choices=[("", "–"), ("NL", "Netherlands")])
    needs = forms.CharField(label=_("What do you need?"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    consent = forms.BooleanField(label=_("I agree"))
    tags = forms.CharField(
        label=_("Tags"), required=False, widget=forms.TextInput(attrs={"data-suggest": "/en/tags/suggest/"})
    )


CHANGED = [
    {"mark": mark, "text": text}
    for mark, text in (("kept", "Take laptops "), ("removed", "away"), ("added", "back"), ("kept", "."))
]


@dataclass(frozen=True)
class Specimen:
    """A component with inputs. `wrap` is the element it lives in, where it needs one."""

    component: str
    inputs: dict[str, Any]
    wrap: str = ""

    @property
    def html(self) -> SafeString:
        return render_to_string(f"components/{self.component}.html", self.inputs)


@dataclass(frozen=True)
class Panel:
    """All specimens in one colour scheme."""

    theme: str
    specimens: list[Specimen] = field(default_factory=list)


def context() -> dict[str, Any]:
    """The page's variables."""
    return {
        "panels": [Panel(theme, specimens(theme)) for theme in ("light", "dark")],
        "tokens": TOKENS,
        "heading": "Style",
        "noindex": True,
    }


def specimens(prefix: str) -> list[Specimen]:
    """One or more examples of every component; `prefix` keeps element ids apart."""
    form = ExampleForm({"name": "", "email": "no address", "country": "NL"}, auto_id=f"{prefix}_%s")
    options = [
        {"value": f"{prefix}-all", "label": "All hardware", "count": 42, "selected": False, "depth": 0},
        {"value": f"{prefix}-laptop", "label": "Laptops", "count": 20, "selected": True, "depth": 1},
        {"value": f"{prefix}-none", "label": "Nothing fits", "count": 0, "selected": False, "depth": 1},
    ]
    links = [{"label": "Home", "url": "/"}, {"label": "Criteria", "url": "/en/criteria/"}]
    pages = [{"number": n, "url": f"?page={n}" if n != 4 else "", "current": n == 1} for n in (1, 2, 4, 9)]
    levels = [Specimen("ambition", {"level": level}) for level in ("basic", "advanced", "spearhead", "law")]
    kinds = ("technical_spec", "award", "selection", "contract_clause")
    states = {"draft": "Draft", "consultation": "In consultation", "endorsed": "Endorsed", "withdrawn": "Withdrawn"}
    positions = {"identical": "Identical", "adapted": "Adapted", "stricter": "Stricter", "weaker": "Weaker"}
    positions |= {"under_review": "Under review", "not_adopted": "Not adopted"}
    positions |= {"legal_obstacle": "Legal obstacle", "not_applicable": "Not applicable"}
    themes = {
        "circularity_crm": "Circularity",
        "fair": "Due diligence",
        "energy_climate": "Energy",
        "chemicals": "Chemicals",
    }
    tag: dict[str, Any] = {"tag": {"name": "laptop", "get_absolute_url": "#"}, "count": 12, "synonyms": ["notebook"]}
    drawings = ("search", "lost", "closed", "broken", "pause", "event", "network")
    return [
        Specimen("crumbs", {"crumbs": links, "here": "CFIT-LAP-BAT-01"}),
        Specimen(
            "diff_part",
            {"mark": "changed", "before": [{"text": "Cycles: ≥ 800"}], "after": [{"text": "Cycles: ≥ 1,000"}]},
        ),
        Specimen("number", {"value": "≥ 1,000", "qualifier": "cycles, 80 % of the rated capacity left"}),
        Specimen("number", {"value": "≥ 7 years", "qualifier": "spare parts, from the last unit"}),
        Specimen("language_mark", {"language": "English"}),
        *levels,
        *(Specimen("type_mark", {"type": kind}) for kind in kinds),
        *(Specimen("status_mark", {"status": state, "label": label}) for state, label in states.items()),
        *(Specimen("position_mark", {"state": state, "label": label}) for state, label in positions.items()),
        *(Specimen("theme", {"key": key, "label": label}) for key, label in themes.items()),
        Specimen(
            "result_row",
            {
                "title": "Batteries that last",
                "url": "#",
                "summary": "The battery keeps 80 % of its capacity for 800 cycles.",
                "number": "≥ 800",
                "qualifier": "cycles, 80 % left",
                "type": "technical_spec",
                "type_label": "Technical specification",
                "level": "advanced",
                "level_label": "Advanced",
                "reference": "CFIT-LAP-BAT-01",
                "status": "endorsed",
                "status_label": "Endorsed, 3 May 2026",
            },
            wrap="result-list",
        ),
        *(Specimen("kind_mark", {"kind": kind, "label": kind.capitalize()}) for kind in KINDS),
        Specimen(
            "resource_row",
            {
                "title": "Taking equipment back",
                "url": "#",
                "summary": "How to agree on take-back, reuse and proof of data erasure.",
                "kind": "guideline",
                "kind_label": "Guideline",
                "publisher": "An agency",
                "year": 2025,
                "languages": "Norwegian Bokmål, English",
                "network": "Norway",
                "limited_to": "All members",
            },
            wrap="result-list",
        ),
        Specimen("facet_group", {"name": "product", "label": "Product group", "options": options, "open": True}),
        Specimen("chip", {"label": "Laptops", "remove_url": "#"}),
        Specimen("chip", {"label": "battery", "url": "#"}),
        Specimen("pager", {"pages": pages, "next_url": "?page=2"}),
        Specimen("search_box", {"action": "#", "label": f"Search ({prefix})", "id": f"{prefix}-q", "value": "battery"}),
        Specimen("counter", {"value": 47, "label": "criteria", "url": "#"}, wrap="counters"),
        Specimen("network_list", {"networks": links}),
        Specimen(
            "event_card",
            {
                "level": 3,
                "title": "Buyers meet",
                "url": "#",
                "overline": "Next event",
                "when": "Monday 25 January 2027, 15:00–16:30 CET",
                "where": "Online",
                "action_url": "#",
                "action_label": "Register",
            },
        ),
        *(
            Specimen("notice", {"tone": tone, "title": tone.capitalize(), "text": "Something to know."})
            for tone in ("info", "success", "warn", "error")
        ),
        Specimen("form_errors", {"form": form}),
        *(Specimen("field", {"field": bound}) for bound in form if bound.name != "tags"),
        Specimen("tag_field", {"field": form["tags"]}),
        Specimen("tag_list", {"tags": [tag, tag | {"count": 1, "synonyms": []}]}),
        Specimen("tag_links", {"tags": [tag["tag"]]}),
        Specimen("copy_button", {"target": f"{prefix}_name", "label": "Copy the requirement"}),
        Specimen("moment", {"at": datetime(2026, 11, 24, 9, 30, tzinfo=UTC)}),
        Specimen("file_row", {"name": "guide.pdf", "url": "#", "kind": "PDF", "size": 1_200_000, "pages": 12}),
        Specimen("difference", {"parts": CHANGED}),
        Specimen("drop_zone", {"field": form["name"], "upload_url": "#"}),
        *(
            Specimen(
                "follow_button",
                {"target": "criteria.tag:1", "name": "battery", "follows": known, "back": "#", "csrf_token": "none"},
            )
            for known in (False, True)
        ),
        Specimen("empty", {"title": "Nothing was found", "text": "Try fewer words.", "art": "search"}),
        *(Specimen("art", {"name": name}) for name in drawings),
    ]


def shown() -> set[str]:
    """The names of all components with an example."""
    return {specimen.component for specimen in specimens("any")}


def existing() -> set[str]:
    """The names of all components that should have one."""
    return {file.stem for file in COMPONENTS.glob("*.html")} - FRAME
