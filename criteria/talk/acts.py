"""The buttons of a comment in the talk."""

from django.utils.translation import gettext_lazy as _

from criteria.acts import Act
from criteria.models import Comment
from criteria.talk import actions
from criteria.talk.forms import CommentForm, NoForm, ReasonForm, SettleForm

ACTS = {
    act.verb: act
    for act in (
        Act[Comment](
            "edit",
            "edit_comment",
            CommentForm,
            lambda reader, comment, said: actions.edit(reader, comment, said["text"]),
            _("Change your comment"),
            _("Possible for half an hour after you wrote it."),
            _("Save"),
            _("Your comment was changed."),
        ),
        Act[Comment](
            "remove",
            "remove_comment",
            NoForm,
            lambda reader, comment, said: actions.remove(reader, comment),
            _("Take your comment back"),
            _("Its text is deleted for good. Where others answered, a note stays that something stood here."),
            _("Take it back"),
            _("Your comment was taken back."),
        ),
        Act[Comment](
            "report",
            "report_comment",
            ReasonForm,
            lambda reader, comment, said: actions.report(reader, comment, said["reason"]),
            _("Report this comment"),
            _("The moderators see your reason and your name; the author sees neither."),
            _("Report"),
            _("Thank you. A moderator will look at it."),
        ),
        Act[Comment](
            "hide",
            "hide_comment",
            ReasonForm,
            lambda reader, comment, said: actions.hide(reader, comment, said["reason"]),
            _("Hide this comment"),
            _("Its author and the moderators still see it. The author gets your reason."),
            _("Hide it"),
            _("The comment is hidden."),
        ),
        Act[Comment](
            "unhide",
            "hide_comment",
            ReasonForm,
            lambda reader, comment, said: actions.unhide(reader, comment, said["reason"]),
            _("Show this comment again"),
            _("Your reason goes into the journal."),
            _("Show it again"),
            _("The comment is shown again."),
        ),
        Act[Comment](
            "settle",
            "settle_report",
            SettleForm,
            lambda reader, comment, said: actions.settle(
                reader, comment, keep=said["decision"] == "keep", reason=said["reason"]
            ),
            _("Decide about this comment"),
            _("If it is hidden, its author gets your reason. Those who reported it learn what was decided."),
            _("Decide"),
            _("Decided."),
        ),
    )
}
"""Answering stands beside these: it makes a comment of its own."""
