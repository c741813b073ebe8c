"""Rules over a criterion and its parts together, for the form in the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from criteria.library.relations import CHAINS, CIRCLE, circle, contradiction
from criteria.terms import CriterionType, LegalRole, ScaleMethod


class CriterionForm(WagtailAdminModelForm):
    """Checks that steps, thresholds, ambition and law fit each other. Drafts may be incomplete, never contradictory."""

    def is_valid(self) -> bool:
        """The parts are checked after the form itself, so their rules come last."""
        valid = super().is_valid()
        return valid and self._parts_fit() if valid else valid

    def _parts_fit(self) -> bool:
        if self.is_deferred_validation:
            return True
        method = self.cleaned_data.get("scale_method")
        scored = self.cleaned_data.get("scale_parameter")
        if method == ScaleMethod.STEPPED and not self._rows("scale_steps"):
            self.add_error("scale_method", _("Points in steps need at least one step below."))
        if self.cleaned_data.get("criterion_type") != CriterionType.AWARD and self._rows("scale_steps"):
            self.add_error("criterion_type", _("Only award criteria have steps; remove them or change the type."))
        if scored and scored not in {row.get("key") for row in self._rows("parameters")}:
            self.add_error("scale_parameter", _("No threshold has this key."))
        already_law = any(row.get("role") == LegalRole.ALREADY_LAW for row in self._rows("legal_bases"))
        if not self.cleaned_data.get("ambition") and not already_law:
            self.add_error("ambition", _("Choose a level, or add the act that makes it law already."))
        is_changed = self.has_changed() or self.instance.has_unpublished_changes
        if self.instance.edition and is_changed and not self.cleaned_data.get("change_note"):
            self.add_error("change_note", _("Write what changed and why: readers see it beside the new edition."))
        self._relations_fit()
        return not self.errors

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  Django's own signature
        """Whoever changes what a label shows is who compared it."""
        for form in self.formsets["labels"].forms if "labels" in self.formsets else []:
            if form.has_changed() and self.for_user is not None:
                form.instance.checked_by = self.for_user
        return super().save(commit)

    def _relations_fit(self) -> None:
        rows = self._rows("relations")
        for kind in CHAINS:
            targets = [row["to"].pk for row in rows if row["kind"] == kind]
            if self.instance.pk and targets and circle(self.instance.pk, kind, targets):
                self.add_error(None, CIRCLE)
        for other in {row["to"] for row in rows}:
            if contradiction(row["kind"] for row in rows if row["to"] == other):
                said = _("What is said of %(ref)s cannot be true at once: it is replaced, added to, or excluded.")
                self.add_error(None, said % {"ref": other.ref})

    def _rows(self, relation: str) -> list[dict[str, Any]]:
        """The filled-in rows of a part that are not about to be deleted."""
        forms = self.formsets[relation].forms if relation in self.formsets else []
        rows = [form.cleaned_data for form in forms if (form.is_valid() and form.has_changed()) or form.instance.pk]
        return [row for row in rows if row and not row.get("DELETE")]
