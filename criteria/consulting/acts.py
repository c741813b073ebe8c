"""The buttons of a comment in a consultation."""

from django.utils.translation import gettext_lazy as _

from criteria.acts import Act
from criteria.consulting import actions, taking_over
from criteria.consulting.forms import AnswerForm, CommentForm, HideForm, NoForm
from criteria.models import ConsultationComment

ACTS = {
    act.verb: act
    for act in (
        Act[ConsultationComment](
            "edit",
            "edit_comment",
            CommentForm,
            lambda reader, comment, said: actions.edit(
                reader, comment, body=said["body"], proposed_text=said.get("proposed_text", "")
            ),
            _("Change your comment"),
            _("Possible while the consultation is open and nobody has answered it."),
            _("Save"),
            _("Your comment was changed."),
            decides=False,
        ),
        Act[ConsultationComment](
            "take-back",
            "remove_comment",
            NoForm,
            lambda reader, comment, said: actions.take_back(reader, comment),
            _("Take your comment back"),
            _("Its words are deleted for good."),
            _("Take it back"),
            _("Your comment was taken back."),
            decides=False,
        ),
        Act[ConsultationComment](
            "show",
            "hide_comment",
            NoForm,
            lambda reader, comment, said: actions.show(reader, comment),
            _("Let this comment through"),
            _("Everybody who reads along will see it with name and side. It then waits for an answer."),
            _("Show it"),
            _("The comment is shown now."),
        ),
        Act[ConsultationComment](
            "hide",
            "hide_comment",
            HideForm,
            lambda reader, comment, said: actions.hide(reader, comment, said["reason"]),
            _("Do not show this comment"),
            _("Its author and the moderators still see it. The author gets your reason."),
            _("Hide it"),
            _("The comment is hidden."),
        ),
        Act[ConsultationComment](
            "answer",
            "answer_comment",
            AnswerForm,
            lambda reader, comment, said: actions.answer(
                reader, comment, state=said["state"], response=said["response"], seen=said["seen"]
            ),
            _("Answer this comment"),
            _("Until the criterion is endorsed you can give the answer anew."),
            _("Answer"),
            _("The comment is answered."),
        ),
        Act[ConsultationComment](
            "take-over",
            "take_over",
            NoForm,
            lambda reader, comment, said: taking_over.take_over(reader, comment),
            _("Take this wording over"),
            _("It is written into the latest draft in your name. Nothing else of the draft changes."),
            _("Take it over"),
            _("The wording stands in the draft now."),
        ),
    )
}
"""Saying something stands beside these: it makes a comment of its own."""
