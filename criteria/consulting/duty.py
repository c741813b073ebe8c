"""Nobody is left without an answer: what has to be answered before a criterion can be endorsed."""

from django.utils.translation import ngettext

from criteria.models import ConsultationComment, Criterion


def waiting(criterion: Criterion) -> int:
    """How many comments wait for a moderator or for an answer, from all its consultations."""
    said = ConsultationComment.objects.filter(consultation__criterion=criterion)
    return (said.unanswered() | said.unmoderated()).count()


def refusal(criterion: Criterion) -> str:
    """Why it cannot be endorsed yet; nothing where everybody was answered."""
    count = waiting(criterion)
    if not count:
        return ""
    return ngettext(
        "%(count)d comment from its consultation waits for an answer. Everybody who took part is answered first.",
        "%(count)d comments from its consultation wait for an answer. Everybody who took part is answered first.",
        count,
    ) % {"count": count}
