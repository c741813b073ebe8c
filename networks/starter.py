"""Loads the starter content of this room: organisations, and the networks with who takes part in them."""

import calendar
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils.html import linebreaks
from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from wagtail.models import Page, Site

from networks.members import spaces
from networks.models import FormerName, LawRegime, NetworkIndexPage, NetworkPage, Organisation, Participation, Precision
from networks.models import place as places
from portal.seed.reading import Record, StarterDataError, read
from portal.seed.rights import EDITORS, MODERATORS, grant

DATA = Path(__file__).parent / "data"
SHAPES = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}

type PartialDay = tuple[date, Precision]


def _partial_day(value: object) -> object:
    """`2021`, `2021-04` and `2021-04-14` as a day and how exactly it is known."""
    parts = str(value).split("-")
    if len(parts) not in SHAPES or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError("write a day, a month or a year: 2021-04-14, 2021-04 or 2021")
    year, month, day = (*map(int, parts), 1, 1)[:3]
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        raise ValueError(f"there is no {value}")
    return date(year, month, day), SHAPES[len(parts)]


def _known(check: Callable[[str], None]) -> AfterValidator:
    """A validator of the models as one of the schema."""

    def validate(value: str) -> str:
        try:
            check(value)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return value

    return AfterValidator(validate)


Day = Annotated[PartialDay | None, BeforeValidator(_partial_day)]
Country = Annotated[str, _known(places.validate_country)]
Region = Annotated[str, _known(places.validate_region)]
Language = Annotated[str, _known(places.validate_language)]


class FormerNameRecord(Record):
    name: str = Field(min_length=1, max_length=250)
    until: Day = None


class OrganisationRecord(Record):
    """One organisation; `key` is how networks refer to it."""

    key: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: str = Field(min_length=1, max_length=200)
    short_name: str = Field(default="", max_length=40)
    legal_name: str = Field(default="", max_length=250)
    country: Country
    kind: Organisation.Kind
    is_buyer: bool = False
    market_side: bool = False
    website: str = ""
    note: str = ""
    former_names: list[FormerNameRecord] = []


class ParticipationRecord(Record):
    organisation: str
    role: Participation.Role
    name_at_joining: str = Field(default="", max_length=250)
    joined: Day = None
    source: str = Field(min_length=1, max_length=250)


class NetworkRecord(Record):
    """One network."""

    slug: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1, max_length=255)
    kind: NetworkPage.Kind
    country: Country | Literal[""] = ""
    region: Region | Literal[""] = ""
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    languages: list[Language] = []
    law_regime: LawRegime | Literal[""] = ""
    coordinator: str = ""
    joined: Day = None
    summary: str = Field(min_length=1, max_length=300)
    introduction: str = Field(min_length=1)
    participants: list[ParticipationRecord] = []

    @model_validator(mode="after")
    def place_fits(self) -> "NetworkRecord":
        for message in places.place_mistakes(self.kind, self.country, self.region).values():
            raise ValueError(str(message))
        if not self.law_regime and self.kind != NetworkPage.Kind.WORKING_GROUP:
            raise ValueError("say which procurement law binds its buyers: law_regime")
        return self


def load(folder: Path = DATA) -> int:
    """Make the organisations and networks of `folder` below the home page; how many records that were."""
    organisations = load_organisations(folder / "organisations.yaml")
    networks = load_networks(folder / "networks.yaml", organisations)
    return len(organisations) + networks


def load_examples(folder: Path = DATA / "examples") -> int:
    """Make the working groups of `folder` beside the networks; each says that it is an example."""
    records = read(folder / "working-groups.yaml", NetworkRecord)
    index = NetworkIndexPage.objects.get(locale=Site.objects.get(is_default_site=True).root_page.locale)
    for record in records:
        page = _network(record, {})
        index.add_child(instance=page)
        page.save_revision().publish()
    return len(records)


def load_rights() -> int:
    """Editors keep organisations; moderators may also remove them."""
    return grant(EDITORS, [Organisation], ["add", "change", "view"]) + grant(
        MODERATORS, [Organisation], ["add", "change", "view", "delete"]
    )


def load_secretariat() -> int:
    """The secretariat starts with what moderators may do; how many rights that is."""
    rights = Permission.objects.filter(group__name=MODERATORS)
    spaces.secretariat().permissions.add(*rights)
    return len(rights)


def load_organisations(file: Path) -> dict[str, Organisation]:
    made = {}
    for record in read(file, OrganisationRecord):
        organisation = Organisation(**record.model_dump(exclude={"key", "former_names"}))
        for former in record.former_names:
            until, precision = former.until or (None, Precision.DAY)
            organisation.former_names.add(FormerName(name=former.name, until=until, until_precision=precision))
        try:
            organisation.full_clean()
        except ValidationError as error:
            raise _mistake(file, record.key, error) from error
        organisation.save()
        made[record.key] = organisation
    return made


def load_networks(file: Path, organisations: dict[str, Organisation]) -> int:
    records = read(file, NetworkRecord)
    index = _index_page()
    for record in records:
        for key in filter(None, [record.coordinator, *(row.organisation for row in record.participants)]):
            if key not in organisations:
                raise StarterDataError(file, _line_of(file, key), f"there is no organisation “{key}”")
        page = _network(record, organisations)
        try:
            index.add_child(instance=page)
        except ValidationError as error:
            raise _mistake(file, record.slug, error) from error
        page.save_revision().publish()
    return len(records)


def _network(record: NetworkRecord, organisations: dict[str, Organisation]) -> NetworkPage:
    joined_on, precision = record.joined or (None, Precision.DAY)
    page = NetworkPage(
        title=record.title,
        slug=record.slug,
        summary=record.summary,
        kind=record.kind,
        iso_3166_1=record.country,
        iso_3166_2=record.region,
        latitude=record.latitude,
        longitude=record.longitude,
        coordinator=organisations.get(record.coordinator),
        languages=record.languages,
        law_regime=record.law_regime,
        joined_on=joined_on,
        joined_precision=precision,
        introduction=linebreaks(record.introduction),
    )
    for row in record.participants:
        page.participations.add(_participation(row, organisations[row.organisation]))
    return page


def _participation(row: ParticipationRecord, organisation: Organisation) -> Participation:
    joined_on, precision = row.joined or (None, Precision.DAY)
    return Participation(
        organisation=organisation,
        role=row.role,
        name_at_joining=row.name_at_joining,
        joined_on=joined_on,
        joined_precision=precision,
        source_note=row.source,
    )


def _index_page() -> Page:
    home = Site.objects.get(is_default_site=True).root_page
    index = NetworkIndexPage(
        title="Networks",
        slug="networks",
        summary="The countries and regions whose public buyers ask the ICT market for the same things.",
        introduction=linebreaks(
            "A network brings together the public buyers of one country or region. Each has its own coordinator, "
            "language and law; together they work on the same criteria and speak to the market with one voice."
        ),
    )
    home.add_child(instance=index)
    index.save_revision().publish()
    return index


def _mistake(file: Path, word: str, error: ValidationError) -> StarterDataError:
    return StarterDataError(file, _line_of(file, word), f"{word}: {' '.join(error.messages)}")


def _line_of(file: Path, word: str) -> int:
    """The first line whose value is `word`; mistakes between records are only seen after the file was read."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.split(":")[-1].strip(" \"'") == word), 1)
