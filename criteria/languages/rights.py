"""Who may write, check and stand behind a text in another language; docs/rights.md says the same in words.

A language is looked after by the networks that work in it: their contributors write, their reviewers check what others
wrote, their coordinators make it official. Editors of the CMS may write in every language, the secretariat may all.
"""

from criteria.languages.known import others
from criteria.models import CriterionText
from networks.members.standing import standing_of
from networks.models import NetworkPage, Role
from portal.reader import Reader
from portal.rights import rule


def languages_as(reader: Reader, role: Role) -> frozenset[str]:
    """The languages a reader may act in with at least this role; asked once per request."""
    standing = standing_of(reader)
    if standing.is_secretariat:
        return frozenset(others())
    networks = standing.networks_as(role)
    if not networks:
        return frozenset()
    rows = reader.once("languages of networks", lambda: _languages(standing.networks))
    return frozenset(code for network in networks for code in rows.get(network, ())) & frozenset(others())


def _languages(networks: frozenset[int]) -> dict[int, list[str]]:
    return dict(NetworkPage.objects.filter(pk__in=networks).values_list("pk", "languages"))


def writes_in(reader: Reader) -> frozenset[str]:
    """The languages a reader may write in."""
    if reader.user is None or not reader.user.is_active:
        return frozenset()
    if reader.is_editor and reader.user.has_perm("criteria.change_criterion"):
        return frozenset(others())
    return languages_as(reader, Role.CONTRIBUTOR)


@rule("translate", CriterionText)
def translate(reader: Reader, text: CriterionText) -> bool:
    """Write a draft, and read the drafts of others in that language."""
    return text.criterion.live and text.language in writes_in(reader)


@rule("show_unchecked", CriterionText)
def show_unchecked(reader: Reader, text: CriterionText) -> bool:
    """Show a draft as a machine translation that nobody has checked."""
    return text.criterion.live and text.is_draft and text.language in languages_as(reader, Role.REVIEWER)


@rule("check", CriterionText)
def check(reader: Reader, text: CriterionText) -> bool:
    """Compare a draft with the original and show it; never what one wrote oneself."""
    is_own = reader.user is None or text.written_by_id == reader.user.pk
    return show_unchecked(reader, text) and not is_own


@rule("make_official", CriterionText)
def make_official(reader: Reader, text: CriterionText) -> bool:
    """Stand behind a checked text for the Pact."""
    return text.state == text.State.CHECKED and text.language in languages_as(reader, Role.COORDINATOR)


@rule("take_back", CriterionText)
def take_back(reader: Reader, text: CriterionText) -> bool:
    """Take a text away from readers: what is official, who may make it so; the rest, who may show it."""
    if text.is_draft:
        return False
    role = Role.COORDINATOR if text.state == text.State.OFFICIAL else Role.REVIEWER
    return text.language in languages_as(reader, role)
