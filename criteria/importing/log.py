"""How the history of a criterion in the CMS tells of an import."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

IMPORTED, UNDONE = "criteria.import", "criteria.import.undo"
SENTENCES = {
    IMPORTED: (_("Import criteria"), _("Imported from “%(file)s”")),
    UNDONE: (_("Undo an import"), _("Brought back what was there before the import of “%(file)s”")),
}


def register(actions: Any) -> None:
    """Announce the sentences to Wagtail's log."""
    for action, (label, sentence) in SENTENCES.items():
        actions.register_action(action)(_formatter(label, sentence))


def _formatter(label: Any, sentence: Any) -> type[LogFormatter]:
    class Formatter(LogFormatter):
        def format_message(self, log_entry: Any) -> str:
            return str(self.sentence) % {"file": (log_entry.data or {}).get("file", "")}

    Formatter.label = label
    Formatter.sentence = sentence
    return Formatter
