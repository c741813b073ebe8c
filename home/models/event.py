"""Events: the list, the event with its programme, and who speaks."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from criteria.models import SharedTags
from home.events import times
from networks.models import NetworkPage, Organisation
from networks.models.place import language_name, validate_language
from portal.blocks import is_safe_address
from portal.openness import open_to, open_to_all
from portal.pages import BasePage
from portal.reader import Reader, reader_of

PROSE = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class EventIndexPage(BasePage):
    """All events: those to come first, those past after them."""

    template = "home/event_index.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.EventPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("events")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.events.queries import calendar  # noqa: PLC0415  it reads the models of this room

        shown = calendar(reader_of(request), locale_id=self.locale_id, page=request.GET.get("page", ""))
        return super().get_context(request, *args, **kwargs) | {"calendar": shown}


class EventQuerySet(PageQuerySet):
    """Events, for lists."""

    def visible_to(self, reader: Reader) -> "EventQuerySet":
        """Published and open to everybody; lists are public, whoever reads them."""
        return open_to_all(self)

    def open_to(self, reader: Reader) -> "EventQuerySet":
        """Those whose page the reader can open: meetings for members as well, for their members."""
        return open_to(self, reader)

    def coming(self, now: datetime | None = None) -> "EventQuerySet":
        """Not over yet, the next one first."""
        return self.filter(end__gt=now or timezone.now()).order_by("start", "pk")

    def past(self, now: datetime | None = None) -> "EventQuerySet":
        """Over, the latest first."""
        return self.filter(end__lte=now or timezone.now()).order_by("-start", "-pk")


class EventPage(BasePage):
    """One event. Editors type the clock's time at its place; what is kept is the moment."""

    class Mode(models.TextChoices):
        ONLINE = "online", _("Online")
        ONSITE = "onsite", _("On site")
        HYBRID = "hybrid", _("On site and online")

    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="Europe/Brussels",
        validators=[times.validate_zone],
        help_text=_("Where the clock hangs: Europe/Brussels, not CET. Summer time follows by itself."),
    )
    day = models.DateField(_("day"))
    start_time = models.TimeField(_("starts at"))
    end_day = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: the same day."))
    end_time = models.TimeField(_("ends at"))
    later_of_two = models.BooleanField(
        _("the later of the two"),
        default=False,
        help_text=_("Only for the night when clocks go back and one hour comes twice."),
    )
    start = models.DateTimeField(editable=False, db_index=True)
    end = models.DateTimeField(editable=False, db_index=True)
    time_note = models.CharField(
        _("note on the time"), max_length=200, blank=True, help_text=_("How the invitation put it, for the record.")
    )

    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.ONLINE)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    audience = models.CharField(_("for whom"), max_length=250, blank=True)
    languages = ArrayField(
        models.CharField(max_length=3, validators=[validate_language]),
        verbose_name=_("languages"),
        blank=True,
        default=list,
        help_text=_("Codes with commas between them: en, nl"),
    )
    introduction = RichTextField(_("introduction"), features=PROSE, blank=True)
    practical = RichTextField(_("practical information"), features=PROSE, blank=True)
    accessibility = models.TextField(_("accessibility"), blank=True, help_text=_("Captions, lifts, sign language …"))
    networks = ParentalManyToManyField(
        NetworkPage, blank=True, related_name="events", verbose_name=_("networks it belongs to")
    )
    tags = SharedTags(through="home.EventTag", blank=True, verbose_name=_("tags"))

    registration_open = models.BooleanField(_("people can register"), default=False)
    registration_opens = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=_("Empty: when the event starts.")
    )
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    join_url = models.CharField(
        _("joining link"),
        max_length=500,
        blank=True,
        help_text=_("Secret: it is mailed to registered people, never shown on the page or in the calendar file."),
    )
    recording_url = models.CharField(_("recording"), max_length=500, blank=True)
    aftermath = RichTextField(_("afterwards"), features=PROSE, blank=True, help_text=_("What came of it."))

    objects = PageManager.from_queryset(EventQuerySet)()

    template = "home/event_page.html"
    parent_page_types = ["home.EventIndexPage", "networks.NetworkPage"]
    subpage_types: list[str] = []

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("practical"),
        index.FilterField("start"),
        index.FilterField("end"),
        index.FilterField("mode"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="event_ends_after_it_starts"),
            models.CheckConstraint(
                condition=models.Q(capacity=None) | models.Q(capacity__gt=0), name="event_has_seats_or_no_limit"
            ),
        ]

    @property
    def when(self) -> str:
        return times.span(self.start, self.end, self.time_zone)

    @property
    def machine_span(self) -> str:
        """Start and end for the script that adds the reader's own time."""
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @property
    def local_start(self) -> datetime:
        return self.start.astimezone(ZoneInfo(self.time_zone))

    @property
    def local_end(self) -> datetime:
        return self.end.astimezone(ZoneInfo(self.time_zone))

    @property
    def is_past(self) -> bool:
        return self.end <= timezone.now()

    @property
    def where(self) -> str:
        return f"{self.venue} ({self.get_mode_display()})" if self.venue else str(self.get_mode_display())

    @property
    def language_names(self) -> list[str]:
        return [language_name(code) for code in self.languages]

    @property
    def closes_at(self) -> datetime:
        """When nobody can register any more: at the latest when it starts."""
        return min(self.registration_closes or self.start, self.start)

    def takes_registrations(self, now: datetime | None = None) -> bool:
        """Whether the registration window is open, whatever the number of seats left."""
        now = now or timezone.now()
        opened = self.registration_opens is None or self.registration_opens <= now
        return bool(self.live and self.registration_open and opened and now < self.closes_at)

    @property
    def erase_on(self) -> datetime:
        """When the personal data of its registrations must be gone."""
        return self.end + timedelta(days=90)

    @property
    def register_url(self) -> str:
        return reverse("events:register", args=[self.slug])

    @property
    def calendar_url(self) -> str:
        return reverse("events:calendar", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        mistakes: dict[str, Any] = {}
        if self.day and self.start_time and self.end_time and self.time_zone in times.zone_names():
            mistakes |= self._set_moments()
        for field in ("join_url", "recording_url"):
            if getattr(self, field) and not is_safe_address(getattr(self, field)):
                mistakes[field] = _("Write an address that starts with https://.")
        if self.mode != self.Mode.ONLINE and not self.venue:
            mistakes["venue"] = _("Say where it takes place.")
        if self.registration_opens and self.registration_closes and self.registration_closes <= self.registration_opens:
            mistakes["registration_closes"] = _("Registration must close after it opens.")
        if self._namesake() is not None:
            mistakes["slug"] = _("Another event has this address already: registration is under /events/%(slug)s/.") % {
                "slug": self.slug
            }
        if mistakes:
            raise ValidationError(mistakes)

    def save(self, *args: Any, **kwargs: Any) -> None:
        mistakes = self._set_moments()
        if mistakes:
            raise ValidationError(mistakes)
        super().save(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.events.queries import event_details  # noqa: PLC0415  it reads the models of this room

        details = event_details(self, reader_of(request))
        return super().get_context(request, *args, **kwargs) | {"details": details}

    def _namesake(self) -> "EventPage | None":
        """Another event of this language with the same last part of its address, wherever in the tree it stands."""
        if not self.slug or not self.locale_id or self.alias_of_id:
            return None
        same = EventPage.objects.filter(slug=self.slug, locale_id=self.locale_id, alias_of=None)
        return same.exclude(pk=self.pk).first()

    def _set_moments(self) -> dict[str, Any]:
        """Work out start and end from what editors typed; what is wrong with it, by field."""
        mistakes: dict[str, Any] = {}
        last_day = self.end_day or self.day
        for field, day, clock in (("start", self.day, self.start_time), ("end", last_day, self.end_time)):
            try:
                at = times.moment(day, clock, self.time_zone, later_of_two=self.later_of_two)
            except ValidationError as error:
                mistakes[f"{field}_time"] = error
            else:
                setattr(self, field, at)
        if not mistakes and self.end <= self.start:
            mistakes["end_day" if self.end_day else "end_time"] = _("The event must end after it starts.")
        return mistakes


class EventOrganiser(Orderable):
    """Who organises it, under the name of that time."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("name at the event"), max_length=200)

    class Meta(Orderable.Meta):
        verbose_name = _("organiser")

    def __str__(self) -> str:
        return self.name


class Session(ClusterableModel, Orderable):
    """A part of the programme. Its time is known or left out, never guessed."""

    class Kind(models.TextChoices):
        WELCOME = "welcome", _("Welcome")
        KEYNOTE = "keynote", _("Keynote")
        PANEL = "panel", _("Panel")
        PITCH = "pitch", _("Pitch")
        SIGNING = "signing_ceremony", _("Signing ceremony")
        QA = "qa", _("Questions and answers")
        BREAK = "break", _("Break")

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    abstract = models.TextField(_("what it is about"), blank=True)
    starts_at = models.TimeField(_("starts at"), null=True, blank=True, help_text=_("Clock time at the event's place."))
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return self.title

    @property
    def when(self) -> str:
        clock = [f"{at:%H:%M}" for at in (self.starts_at, self.ends_at) if at]
        return "–".join(clock)


class Speaker(Orderable):
    """Somebody who speaks, with the role and organisation of that day."""

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("name"), max_length=120)
    role_at_event = models.CharField(_("role at the event"), max_length=160, blank=True)
    organisation_at_event = models.CharField(_("organisation at the event"), max_length=200, blank=True)
    photo = models.ForeignKey(
        "portal.PortalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("photo"),
        help_text=_("Only with the person's consent."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self) -> str:
        return self.name


class EventMaterial(Orderable):
    """Something to read or watch afterwards: a file of ours or an address."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=160)
    document = models.ForeignKey(
        "portal.PortalDocument",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("document"),
    )
    address = models.CharField(_("or address"), max_length=500, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("material")

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        return self.document.url if self.document else self.address

    def clean(self) -> None:
        super().clean()
        if bool(self.document_id) == bool(self.address):
            raise ValidationError(_("Choose either a document or an address."))
        if self.address and not is_safe_address(self.address):
            raise ValidationError({"address": _("Write an address that starts with https://.")})
