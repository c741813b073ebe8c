"""A step of the CMS's workflow that nobody takes without saying why: the reason becomes part of a criterion's life."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask


class ReasonForm(TaskStateCommentForm):
    """Wagtail's own question, which may not stay empty here."""

    comment = forms.CharField(
        label=_("Why"),
        help_text=_("A sentence or two. Readers see it in the life of the criterion."),
        widget=forms.Textarea({"rows": 3}),
    )


class ReasonedApproval(AbstractGroupApprovalTask):
    """Somebody of these groups approves, or asks for changes, and says why."""

    class Meta:
        verbose_name = _("approval with a reason")
        verbose_name_plural = _("approvals with a reason")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Wagtail's answers, each asking for its reason."""
        labels = {name: label for name, label, _asks in reversed(super().get_actions(obj, user))}
        return [(name, labels[name], True) for name in ("reject", "approve") if name in labels]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReasonForm

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Raises `criteria.lifecycle.doors.NotNow` without a reason: some ways into the CMS ask no form."""
        from criteria.lifecycle import doors  # noqa: PLC0415  it reads this model's room

        if not kwargs.get("comment", "").strip():
            raise doors.NotNow(doors.SAY_WHY)
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        return _("Members of the chosen groups approve or ask for changes, and say why.")
