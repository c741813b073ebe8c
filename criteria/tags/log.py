"""How the history of a tag in the CMS tells what was done with it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

SENTENCES = {
    "criteria.tag.merge": (_("Merge tags"), _("Took over “%(from)s” with %(count)s things")),
    "criteria.tag.rename": (_("Rename tag"), _("Was called “%(from)s” before")),
    "criteria.tag.split": (_("Split tag"), _("Came out of “%(from)s”, which %(count)s things carried")),
    "criteria.tag.curate": (_("Agree on tag"), _("Became an agreed word")),
    "criteria.tag.release": (_("Release tag"), _("Became a free word")),
}


def register(actions: Any) -> None:
    """Announce the sentences to Wagtail's log."""
    for action, (label, sentence) in SENTENCES.items():
        actions.register_action(action)(_formatter(label, sentence))


def _formatter(label: Any, sentence: Any) -> type[LogFormatter]:
    class Formatter(LogFormatter):
        def format_message(self, log_entry: Any) -> str:
            return str(self.sentence) % log_entry.data if log_entry.data else str(self.sentence)

    Formatter.label = label
    Formatter.sentence = sentence
    return Formatter
