"""An import of criteria: who brought which file, what it would do or did, and what was undone."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """How far it is. Only `CHECKED` without an error goes on to `DONE`, large files by way of `WRITING`."""

    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, nothing written yet")
    WRITING = "writing", _("Being imported")
    DONE = "done", _("Imported")
    DROPPED = "dropped", _("Given up")
    UNDONE = "undone", _("Undone")


class ImportRun(models.Model):
    """One file. `rows` is what was read from it, kept until it is imported or given up; the file itself is not kept.

    `report` has a line for each criterion, `trail` what undoing needs: which revision came after which. While a large
    one is written, `written` says how far it is and `told_at` when that was noted; `stopped` says why it ended early.
    """

    KEPT_WAITING = timedelta(days=7)
    """How long a file that nobody imports is remembered."""
    KEPT = timedelta(days=3 * 365)
    """How long a report is kept."""

    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    note = models.TextField(_("what changes and why"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.CHECKING)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    total = models.PositiveIntegerField(_("criteria"), default=0)
    rows = models.JSONField(default=list)
    report = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    trail = models.JSONField(default=list)
    left = models.JSONField(default=list)
    written = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    stopped = models.TextField(blank=True)
    done_at = models.DateTimeField(_("imported"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name or str(_("Import %(number)s") % {"number": self.pk})

    def count(self, outcome: str) -> int:
        return sum(line["outcome"] == outcome for line in self.report)

    @property
    def checked(self) -> int:
        """How many rows have been looked at."""
        return len(self.report)

    @property
    def work(self) -> int:
        """How many criteria it makes or changes."""
        return sum(line["outcome"] in {"create", "change"} for line in self.report)

    @property
    def has_errors(self) -> bool:
        return bool(self.problems) or any(line["problems"] for line in self.report)
