"""Guidelines, tools and other things that members share: the working copy of each, and its frozen versions."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from criteria.documents import ResourceDocument
from criteria.models.criterion import Criterion
from criteria.models.source import WEB_ADDRESS
from criteria.models.tag import Tag
from criteria.models.vocabulary import ProductGroup, Theme
from criteria.terms import FileState, LinkCondition, ResourceKind, ResourceState, Visibility
from networks.members.standing import standing_of
from networks.models import NetworkPage, Role
from networks.models.place import validate_language
from portal.reader import Reader


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Resources, published and not."""

    def live(self) -> "ResourceQuerySet":
        return self.exclude(live_version=None)

    def visible_to(self, reader: Reader) -> "ResourceQuerySet":
        """What is published for the reader, their own, and what waits for the reviewers they belong to."""
        standing = standing_of(reader)
        published = Q(visibility=Visibility.PUBLIC)
        if standing.is_member:
            published |= Q(visibility=Visibility.MEMBERS)
            published |= Q(network__in=standing.networks) | Q(shared_with__in=standing.networks)
        seen = published & Q(live_version__isnull=False)
        if reader.user is not None:
            submitted = ~Q(submitted_at=None)
            seen |= Q(submitted_by=reader.user)
            if standing.is_member:
                seen |= submitted & Q(reviewer=reader.user)
            seen |= submitted & Q(network__in=standing.networks_as(Role.REVIEWER))
            if standing.is_secretariat:
                seen |= submitted | Q(live_version__isnull=False)
        return self.filter(pk__in=Resource.objects.filter(seen).values("pk"))


class Resource(models.Model):
    """Something shared. Its fields are what the author works on; readers see the document of `live_version`."""

    kind = models.CharField(_("kind"), max_length=20, choices=ResourceKind)
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    abstract = models.TextField(_("what it is for"), max_length=2000, blank=True)
    languages = ArrayField(
        models.CharField(max_length=3, validators=[validate_language]),
        verbose_name=_("languages"),
        blank=True,
        default=list,
    )
    authors = models.CharField(_("authors"), max_length=300, blank=True)
    publisher = models.CharField(_("publisher"), max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1980), MaxValueValidator(2100)]
    )
    licence = models.CharField(_("licence"), max_length=160, blank=True)
    source_note = models.CharField(
        _("where this is known from"), max_length=250, blank=True, help_text=_("For editors and reviewers.")
    )
    is_example = models.BooleanField(_("example"), default=False, editable=False)
    product_groups = models.ManyToManyField(
        ProductGroup, blank=True, related_name="resources", verbose_name=_("product groups")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="resources", verbose_name=_("themes"))
    criteria = models.ManyToManyField(Criterion, blank=True, related_name="resources", verbose_name=_("criteria"))
    related = models.ManyToManyField("self", blank=True, verbose_name=_("related resources"))
    tags = TaggableManager(through="criteria.ResourceTag", blank=True, verbose_name=_("tags"))

    network = models.ForeignKey(
        NetworkPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="resources",
        verbose_name=_("network"),
        help_text=_("Its reviewers decide. Empty for what the secretariat entered."),
    )
    # Who sees the live version; what an author wishes stands on the open version until a reviewer agrees.
    visibility = models.CharField(_("who may see it"), max_length=10, choices=Visibility, default=Visibility.NETWORK)
    shared_with = models.ManyToManyField(
        NetworkPage, blank=True, related_name="shared_resources", verbose_name=_("other networks that see it")
    )

    state = models.CharField(_("state"), max_length=20, choices=ResourceState, default=ResourceState.DRAFT)
    live_version = models.ForeignKey(
        "ResourceVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="resources"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("asked to review"),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(_("first submitted"), null=True, blank=True)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(live_version__isnull=False), name="published_resource_has_a_version"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(live_version=None), name="withdrawn_resource_has_no_live_version"
            ),
        ]
        indexes = [models.Index(fields=["network", "waiting_since"], name="waiting", condition=Q(state="submitted"))]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        return self.live_version_id is not None

    def get_absolute_url(self) -> str:
        return reverse("resources:resource", args=[self.slug])

    def open_version(self) -> "ResourceVersion | None":
        """What the author works on; there is one in the states draft and changes requested."""
        return self.versions.filter(frozen_at=None).first()

    def newest_frozen(self) -> "ResourceVersion | None":
        """What was submitted last."""
        return self.versions.exclude(frozen_at=None).first()


class CaseDetails(models.Model):
    """What a practice case tells besides: who bought what, how it went, and what was learned."""

    resource = models.OneToOneField(Resource, on_delete=models.CASCADE, related_name="case")
    what = models.TextField(_("what was bought"), max_length=2000, blank=True)
    how = models.TextField(_("how it was asked for"), max_length=2000, blank=True)
    who = models.TextField(_("who bought it"), max_length=1000, blank=True)
    results = models.TextField(_("results"), max_length=2000, blank=True)
    lessons = models.TextField(_("lessons"), max_length=2000, blank=True)
    value_eur = models.DecimalField(
        _("value (EUR)"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    units = models.PositiveIntegerField(_("number of units"), null=True, blank=True)
    bids_received = models.PositiveSmallIntegerField(_("bids received"), null=True, blank=True)
    notice_url = models.CharField(_("contract notice"), max_length=400, blank=True, validators=[WEB_ADDRESS])

    class Meta:
        verbose_name = _("practice case")
        verbose_name_plural = _("practice cases")

    def __str__(self) -> str:
        return str(self.resource)


def stored_as(_file: Any, filename: str) -> str:
    """A storage name that tells nothing; the name people see is kept beside it."""
    return f"resources/{uuid4().hex}{'.' + filename.rpartition('.')[2].lower() if '.' in filename else ''}"


def preview_stored_as(_file: Any, filename: str) -> str:
    return f"resource-previews/{uuid4().hex}.webp"


class ResourceFile(models.Model):
    """One uploaded file. Versions share it; it is handed out by a view that asks for rights."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to=stored_as)
    name = models.CharField(_("name"), max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=FileState, default=FileState.WAITING)
    state_note = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True, editable=False)
    pages = models.PositiveIntegerField(null=True, blank=True)
    preview = models.FileField(upload_to=preview_stored_as, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    downloads = models.PositiveBigIntegerField(_("downloads"), default=0)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.name


class ResourceVersionQuerySet(models.QuerySet["ResourceVersion"]):
    """Versions of resources."""

    def published_to(self, reader: Reader, resource: Resource) -> "ResourceVersionQuerySet":
        """The published versions of a resource the reader may view: each by who it was published for."""
        published = self.filter(resource=resource).exclude(published_at=None)
        standing = standing_of(reader)
        if standing.is_secretariat or resource.network_id in standing.networks:
            return published
        open_to = Q(visibility=Visibility.PUBLIC)
        if standing.is_member:
            shared = ResourceVersion.shared_with.through.objects.filter(networkpage__in=standing.networks)
            open_to |= Q(visibility=Visibility.MEMBERS) | Q(pk__in=shared.values("resourceversion"))
        return published.filter(open_to)


class ResourceVersion(models.Model):
    """One version of a resource: open while its author works on it, frozen with its document once submitted."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    files = models.ManyToManyField(ResourceFile, blank=True, related_name="versions")
    link = models.CharField(_("link"), max_length=400, blank=True, validators=[WEB_ADDRESS])
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    visibility = models.CharField(_("who may see it"), max_length=10, choices=Visibility, default=Visibility.NETWORK)
    shared_with = models.ManyToManyField(
        NetworkPage, blank=True, related_name="+", verbose_name=_("other networks that see it")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    frozen_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    document = models.JSONField(null=True, blank=True)
    link_condition = models.CharField(
        _("link"), max_length=12, choices=LinkCondition, default=LinkCondition.UNKNOWN, editable=False
    )
    link_checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    link_now = models.CharField(max_length=400, blank=True, editable=False)

    objects = ResourceVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="one_version_of_that_number"),
            models.UniqueConstraint(fields=["resource"], condition=Q(frozen_at=None), name="one_open_version"),
            models.CheckConstraint(
                condition=Q(frozen_at=None) | Q(document__isnull=False), name="frozen_version_has_a_document"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(frozen_at__isnull=False), name="published_version_is_frozen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource} ({self.number})"

    def read(self) -> ResourceDocument:
        """What was frozen. Raises ValueError for an open version."""
        if self.document is None:
            raise ValueError("An open version has no document yet.")
        return ResourceDocument.model_validate(self.document)


class ResourceTag(ItemBase):
    """A tag on a resource."""

    tag = models.ForeignKey(Tag, related_name="resource_tags", on_delete=models.CASCADE)
    content_object = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="tagged_items")
