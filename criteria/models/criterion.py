"""The criterion: an identity that never changes, and the text editors work on until it is published."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from criteria.languages.known import ORIGINAL
from criteria.models.tag import SharedTags
from criteria.models.vocabulary import AmbitionLevel, LifeCycleStage, ProductGroup, Strategy, Theme
from criteria.terms import AppliesTo, ChangeKind, CriterionType, RelationKind, ScaleMethod, Status
from portal.reader import NOBODY

if TYPE_CHECKING:
    from criteria.documents import CriterionDocument

REF = RegexValidator(r"^CFIT-[A-Z]{2,5}-[A-Z]{2,6}-[0-9]{2,3}\Z", _("Write a reference such as CFIT-LAP-BAT-01."))


ENDORSED_STATES = [Status.DRAFT, Status.CONSULTATION, Status.REVIEW, Status.ENDORSED]
"""Where a criterion can be while readers see an endorsed edition of it: the first three are about its next one."""
LIFE = ("status", "is_endorsed", "superseded_by_id")
"""What only moves change (`criteria/lifecycle/states.py`)."""
NEW: dict[str, Any] = {"status": Status.DRAFT, "is_endorsed": False, "superseded_by_id": None}


class Criterion(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, index.Indexed, ClusterableModel
):
    """A requirement that buyers may put into a tender, with all they need to use it.

    What the public sees is its document (`criteria/documents.py`), made when it is published.
    """

    ref = models.CharField(
        _("reference"),
        max_length=30,
        unique=True,
        validators=[REF],
        help_text=_("Permanent: people cite it. It cannot change after the first publication."),
    )
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("summary"), max_length=300, help_text=_("One sentence for lists."))
    requirement = models.TextField(_("requirement"), help_text=_("The clause a buyer can copy into a tender."))
    subject_matter_note = models.TextField(_("link to the subject matter"), blank=True)
    rationale = models.TextField(_("why it matters"), blank=True)
    guidance_buyer = models.TextField(_("advice for buyers"), blank=True)
    guidance_bidder = models.TextField(_("advice for bidders"), blank=True)
    cost_note = models.TextField(_("cost"), blank=True)
    market_readiness = models.TextField(_("what the market can deliver"), blank=True)

    criterion_type = models.CharField(_("place in the tender"), max_length=20, choices=CriterionType)
    ambition = models.ForeignKey(
        AmbitionLevel,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="criteria",
        verbose_name=_("ambition"),
        help_text=_("Empty where it is already law: a legal minimum is no ambition."),
    )
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.DRAFT, editable=False)
    is_endorsed = models.BooleanField(_("readers see an endorsed edition"), default=False, editable=False)
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="supersedes",
        verbose_name=_("superseded by"),
    )
    applies_to = models.CharField(_("applies to"), max_length=12, choices=AppliesTo, default=AppliesTo.NEW)
    product_groups = ParentalManyToManyField(ProductGroup, related_name="criteria", verbose_name=_("product groups"))
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="criteria", verbose_name=_("theme"))
    strategy = models.ForeignKey(
        Strategy,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="criteria",
        verbose_name=_("strategy"),
    )
    stages = ParentalManyToManyField(
        LifeCycleStage, blank=True, related_name="criteria", verbose_name=_("life-cycle stages")
    )
    topic = models.SlugField(
        _("topic"),
        max_length=60,
        blank=True,
        help_text=_("The same word on every national variant of one question: battery-cycles."),
    )
    owner_network = models.ForeignKey(
        "networks.NetworkPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="criteria",
        verbose_name=_("network that looks after it"),
    )
    tags = SharedTags(through="criteria.CriterionTag", blank=True, verbose_name=_("tags"))

    scale_method = models.CharField(
        _("how points are given"), max_length=12, choices=ScaleMethod, blank=True, help_text=_("For award criteria.")
    )
    scale_parameter = models.SlugField(
        _("threshold that is scored"), max_length=40, blank=True, help_text=_("The key of one of the thresholds.")
    )
    weight_min = models.DecimalField(
        _("weight from (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    weight_max = models.DecimalField(
        _("weight to (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    scale_note = models.TextField(_("note on the points"), blank=True)

    edition = models.CharField(_("edition"), max_length=12, blank=True, editable=False)
    change_kind = models.CharField(
        _("kind of change"),
        max_length=10,
        blank=True,
        choices=[choice for choice in ChangeKind.choices if choice[0] not in {ChangeKind.FIRST, ChangeKind.STATUS}],
        help_text=_("Since the edition before. Empty: as the program sees it. All but wording make a new main number."),
    )
    change_note = models.TextField(
        _("what changed and why"), blank=True, help_text=_("Readers see it beside the new edition.")
    )

    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)
    review_due_on = models.DateField(_("review due"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="criterion")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="criterion",
        for_concrete_model=False,
    )

    search_auto_update = False
    """Saving it does that, not every saving of a draft's revision beside it."""
    search_fields = [
        index.SearchField("ref", boost=5),
        index.AutocompleteField("ref"),
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("summary", boost=2),
        index.SearchField("requirement"),
        index.FilterField("status"),
        index.FilterField("criterion_type"),
    ]

    becomes_edition = False
    """While it is being published: what issues the edition brings the library up to date."""

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["ref"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weight_min=None)
                | models.Q(weight_max=None)
                | models.Q(weight_max__gte=models.F("weight_min")),
                name="criterion_weight_range",
            ),
            models.CheckConstraint(
                condition=(models.Q(status=Status.SUPERSEDED) & models.Q(superseded_by__isnull=False))
                | (~models.Q(status=Status.SUPERSEDED) & models.Q(superseded_by=None)),
                name="criterion_superseded_names_successor",
            ),
            models.CheckConstraint(
                condition=models.Q(is_endorsed=True, live=True, status__in=ENDORSED_STATES)
                | (models.Q(is_endorsed=False) & ~models.Q(status=Status.ENDORSED)),
                name="criterion_endorsed_is_live",
            ),
            models.CheckConstraint(
                condition=models.Q(live=True) | models.Q(status=Status.DRAFT), name="criterion_status_is_public"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def revisions(self) -> Any:
        return self._revisions

    def get_absolute_url(self) -> str:
        return reverse("criteria:criterion", args=[self.ref])

    def clean(self) -> None:
        super().clean()
        mistakes: dict[str, Any] = {}
        if self.pk and self.first_published_at:
            published_as = Criterion.objects.values_list("ref", flat=True).get(pk=self.pk)
            if published_as != self.ref:
                mistakes["ref"] = _("People cite it as %(ref)s already; make a new criterion instead.") % {
                    "ref": published_as
                }
        is_award = self.criterion_type == CriterionType.AWARD
        if is_award and not self.scale_method:
            mistakes["scale_method"] = _("Points need a scale: say how they are given (Directive 2014/24/EU, art. 67).")
        if not is_award and self.scale_method:
            mistakes["scale_method"] = _("Only award criteria give points.")
        if self.weight_min is not None and self.weight_max is not None and self.weight_max < self.weight_min:
            mistakes["weight_max"] = _("This is lower than the weight it starts from.")
        if self.reviewed_on and self.review_due_on and self.review_due_on <= self.reviewed_on:
            mistakes["review_due_on"] = _("The next review must come after the last one.")
        if mistakes:
            raise ValidationError(mistakes)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and bring the library and the CMS's indexes up to date in the same transaction, once.

        Where it stands in its life is never written from here: a new one is a draft, others stay where they are.
        With `update_fields` only those columns are written: nothing that the library or an index shows.
        """
        from criteria.library import projection  # noqa: PLC0415  it reads this model
        from portal import indexing  # noqa: PLC0415  it needs all models

        is_whole = kwargs.get("update_fields") is None
        with transaction.atomic():
            if is_whole:
                self._stay_in_life()
            with indexing.parts_at_rest():
                super().save(*args, **kwargs)
            if is_whole:
                indexing.index_anew(self)
            if is_whole and not self.becomes_edition:
                projection.refresh(self)

    def _stay_in_life(self) -> None:
        """Take the life from the database, after the move that taking it from readers is.

        Raises `criteria.lifecycle.doors.NotNow` for what readers must be able to find.
        """
        from criteria.lifecycle import doors  # noqa: PLC0415  it reads this model

        known = Criterion.objects.filter(pk=self.pk).values("live", *LIFE).first() if self.pk else None
        if known and known["live"] and not self.live:
            known["status"] = doors.take_back(self.pk)
        for name, value in (known or NEW).items():
            if name in LIFE:
                setattr(self, name, value)

    @property
    def public_status(self) -> Status:
        """What readers are told: an endorsed edition stays endorsed while the next one is in work."""
        return Status.ENDORSED if self.is_endorsed else Status(self.status)

    def publish(
        self,
        revision: Any,
        user: Any = None,
        *,
        move: Callable[[], None] | None = None,
        skip_permission_checks: bool = False,
        **kwargs: Any,
    ) -> None:
        """Publish, move on, and keep the wording as an edition, or do none of it.

        `move` is the move of the criterion's life that publishes it; who gives one has asked for rights and state.
        Without one, raises `criteria.lifecycle.doors.NotNow` where the state does not let it be published.
        """
        from criteria.editions import publishing  # noqa: PLC0415  it reads this model
        from criteria.library import relations  # noqa: PLC0415  it reads this model
        from criteria.lifecycle import doors  # noqa: PLC0415  it reads this model

        with transaction.atomic():
            move = move or doors.open_for(self.pk, revision, by=user)
            action = PublishRevisionAction(revision, user=user, **kwargs)
            action.object.becomes_edition = True
            action.execute(skip_permission_checks=skip_permission_checks)
            move()
            if relations.runs_in_circles(self.pk):
                raise doors.NotNow(relations.CIRCLE)
            publishing.issue(self.pk, by=user)

    def with_content_json(self, content: dict[str, Any]) -> "Criterion":
        """An older revision never brings an older edition number back, nor the note on a change already published.

        Nor does it move the criterion: its status is of the criterion, not of a wording.
        """
        restored = super().with_content_json(content)
        for name in LIFE:
            setattr(restored, name, getattr(self, name))
        restored.edition = self.edition
        if not self.has_unpublished_changes:
            restored.change_kind = restored.change_note = ""
        return restored

    def document(self) -> "CriterionDocument":
        """What the public would see if this were published now."""
        from criteria.library.composing import compose  # noqa: PLC0415  it reads this model

        return compose(self)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "criteria/criterion.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from criteria.library.queries import criterion_context  # noqa: PLC0415  it reads this model

        return criterion_context(self.document(), NOBODY, ORIGINAL) | {"is_preview": True}


class Relation(Orderable):
    """How one criterion stands to another."""

    criterion = ParentalKey(Criterion, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=12, choices=RelationKind)
    to = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="related_from", verbose_name=_("criterion")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("related criterion")
        verbose_name_plural = _("related criteria")
        constraints = [
            models.UniqueConstraint(fields=["criterion", "kind", "to"], name="one_relation_of_that_kind"),
            models.CheckConstraint(condition=~models.Q(criterion=models.F("to")), name="not_related_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to}"
