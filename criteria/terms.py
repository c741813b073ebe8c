"""The field's fixed words: what a criterion can be, prove, demand and rest on.

Words that editors may add to (product groups, themes, labels ...) are models in `criteria/models/vocabulary.py`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CriterionType(models.TextChoices):
    """Where a criterion may stand in a tender: a legal category, not a label (Directive 2014/24/EU)."""

    SELECTION = "selection", _("Selection criterion")  # art. 58: is the tenderer able?
    TECHNICAL_SPEC = "technical_spec", _("Technical specification")  # art. 42: what must the product be?
    AWARD = "award", _("Award criterion")  # art. 67: which bid is better?
    CONTRACT_CLAUSE = (
        "contract_clause",
        _("Contract performance clause"),
    )  # art. 70: what must happen during the contract?


class Status(models.TextChoices):
    """How far the networks have come with a criterion. It moves by `criteria/lifecycle/`, never by a form's field."""

    DRAFT = "draft", _("Draft")  # not public, or the next edition of one that is endorsed
    PROPOSED = "proposed", _("Proposed, not yet endorsed")  # public, and nothing runs
    CONSULTATION = "consultation", _("In consultation")
    REVIEW = "review", _("In review")
    ENDORSED = "endorsed", _("Endorsed by the networks")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @classmethod
    def _missing_(cls, value: object) -> "Status | None":
        """Editions from before the states were kept may say “idea”; they never change."""
        return cls.DRAFT if value == "idea" else None


class AppliesTo(models.TextChoices):
    NEW = "new", _("New products")
    REFURBISHED = "refurbished", _("Refurbished products")
    BOTH = "both", _("New and refurbished products")


class Comparator(models.TextChoices):
    AT_LEAST = "at_least", "≥"
    AT_MOST = "at_most", "≤"
    EXACTLY = "exactly", "="
    RANGE = "range", "–"
    ONE_OF = "one_of", _("one of")
    YES = "yes", _("required")


class CountedFrom(models.TextChoices):
    """From which moment a duration runs; durations compare only within one of these."""

    DELIVERY = "delivery", _("from delivery")
    PLACING_FIRST = "placing_first", _("from the day the first unit of the model was placed on the market")
    PLACING_LAST = "placing_last", _("from the day the last unit of the model was placed on the market")
    CONTRACT_START = "contract_start", _("from the start of the contract")
    ORDER = "order", _("from the order")
    SOURCE_RELEASE = "source_release", _("from the release of the source code")


class ProofMoment(models.TextChoices):
    BID = "bid", _("With the bid")
    BEFORE_AWARD = "before_award", _("Before the award")
    CONTRACT_START = "contract_start", _("At the start of the contract")
    DELIVERY = "delivery", _("At delivery")
    ANNUAL = "annual", _("Every year")
    ON_REQUEST = "on_request", _("On request")


class ProofKind(models.TextChoices):
    SELF_DECLARATION = "self_declaration", _("Declaration by the bidder")
    TECHNICAL_FILE = "technical_file", _("Technical file of the maker")
    TEST_REPORT = "test_report", _("Test report")
    LABEL = "label", _("Label or equivalent")
    THIRD_PARTY_AUDIT = "third_party_audit", _("Audit by a third party")
    CONTRACT_REPORT = "contract_report", _("Report during the contract")
    SITE_VISIT = "site_visit", _("Site visit")


class LegalRole(models.TextChoices):
    """What an act does for a criterion."""

    ENABLES = "enables", _("Allows buyers to ask this")
    REQUIRES = "requires", _("Obliges buyers to ask this")
    ALREADY_LAW = "already_law", _("Already law for makers and sellers")


class ScaleMethod(models.TextChoices):
    STEPPED = "stepped", _("Points in steps")
    LINEAR = "linear", _("Points in proportion")
    PASS_BONUS = "pass_bonus", _("Bonus when met")


class SourceKind(models.TextChoices):
    LAW = "law", _("Law")
    GOV_CRITERIA = "gov_criteria", _("Criteria of a public body")
    LABEL = "label", _("Label criteria")
    STANDARD = "standard", _("Standard")
    STUDY = "study", _("Study or report")
    CONTRACT = "contract", _("Contract or tender")
    OWN = "own", _("Proposal of this portal")


class Confidence(models.TextChoices):
    """Whether a person opened the source and found there what we say."""

    VERIFIED = "verified", _("Checked against the source")
    TO_CHECK = "to_check", _("Not yet checked against the source")


class Coverage(models.TextChoices):
    """How much of a criterion a label generation shows; a label is never equal to another label."""

    FULL = "full", _("Shows all of it")
    PARTIAL = "partial", _("Shows part of it")
    NONE = "none", _("Does not show it")
    UNKNOWN = "unknown", _("Named as proof, not compared yet")


class IsoType(models.TextChoices):
    I = "I", _("Type I (ISO 14024)")  # noqa: E741  the standard's own numeral
    II = "II", _("Type II (ISO 14021)")
    III = "III", _("Type III (ISO 14025)")
    OTHER = "other", _("Other")


class RelationKind(models.TextChoices):
    """How one criterion stands to another."""

    REPLACES = "replaces", _("Replaces")
    EXTENDS = "extends", _("Goes further than")
    EXCLUDES = "excludes", _("Not together with")
    SAME_TOPIC = "same_topic", _("Same topic elsewhere")


class ResourceKind(models.TextChoices):
    """What a shared resource is."""

    GUIDELINE = "guideline", _("Guideline")
    TOOL = "tool", _("Tool")
    TEMPLATE = "template", _("Template")
    CASE = "case", _("Practice case")
    STUDY = "study", _("Study")
    TRAINING = "training", _("Training")
    CONTRACT_CLAUSE = "contract_clause", _("Contract clause")
    WEBINAR = "webinar", _("Webinar")
    LINK = "link", _("Link")


class ResourceState(models.TextChoices):
    """How far the working copy of a resource is; what readers see is its live version."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Visibility(models.TextChoices):
    """Who may see a published resource."""

    NETWORK = "network", _("My network and those I choose")
    MEMBERS = "members", _("All members of all networks")
    PUBLIC = "public", _("Everybody")


class Decision(models.TextChoices):
    """What a reviewer can say to a submission, each time with a reason."""

    APPROVE = "approve", _("Publish")
    REQUEST_CHANGES = "request_changes", _("Ask for changes")
    REJECT = "reject", _("Reject")


class FileState(models.TextChoices):
    """Whether an uploaded file may be handed out."""

    WAITING = "waiting", _("Being checked")
    READY = "ready", _("Ready")
    HELD = "held", _("Held back until it could be checked")
    INFECTED = "infected", _("Refused by the virus check")


class LinkCondition(models.TextChoices):
    """What the last check of a link found."""

    UNKNOWN = "unknown", _("Not checked yet")
    OK = "ok", _("Works")
    MOVED = "moved", _("Moved")
    GONE = "gone", _("Gone")
    UNREACHABLE = "unreachable", _("Did not answer")
    REFUSED = "refused", _("Not an address we may visit")


class ChangeKind(models.TextChoices):
    """How far an edition differs from the one before: all but an editorial change make a new major number."""

    FIRST = "first", _("First edition")
    EDITORIAL = "editorial", _("Wording only")
    THRESHOLD = "threshold", _("Thresholds or points")
    SCOPE = "scope", _("What or whom it covers")
    LEGAL = "legal", _("Legal basis")
    TYPE = "type", _("Place in the tender")
    STATUS = "status", _("Status only")


class Adoption(models.TextChoices):
    """A network's position on an edition."""

    IDENTICAL = "identical", _("Identical")
    ADAPTED = "adapted", _("Adapted")
    STRICTER = "stricter", _("Stricter")
    WEAKER = "weaker", _("Weaker")
    UNDER_REVIEW = "under_review", _("Under review")
    NOT_ADOPTED = "not_adopted", _("Not adopted")
    LEGAL_OBSTACLE = "legal_obstacle", _("Legal obstacle")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")

    @property
    def is_decided(self) -> bool:
        """Whether it counts as a decision: who still looks at it, or buys no such thing, has not decided."""
        return self not in {Adoption.UNDER_REVIEW, Adoption.NOT_APPLICABLE}

    @property
    def is_shared(self) -> bool:
        """Whether the network asks for the same thing as the edition."""
        return self in {Adoption.IDENTICAL, Adoption.ADAPTED}


class TextState(models.TextChoices):
    """How far readers can rely on a text of a criterion in a language."""

    ORIGINAL = "original", _("Original")  # the language it was written and endorsed in
    OFFICIAL = "official", _("Official translation")  # the Pact stands behind it
    CHECKED = "checked", _("Checked translation")  # a second person compared it with the original
    MACHINE = "machine", _("Machine translation, not checked")
    DRAFT = "draft", _("Draft")  # for those who work on it, nobody else


class Audience(models.TextChoices):
    """Who may take part in a consultation; the wording itself everybody can read."""

    EVERYBODY = "everybody", _("Everybody with an account, the market included")
    MEMBERS = "members", _("Members of the networks only")


class Side(models.TextChoices):
    """For whom somebody speaks in a consultation."""

    BUYER = "buyer", _("Public buyer")
    MARKET = "market", _("Supplier or maker")
    NGO = "ngo", _("Non-governmental organisation")
    EXPERT = "expert", _("Expert")


class AnswerState(models.TextChoices):
    """What was decided about a comment on a wording; the answer says why."""

    OPEN = "open", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Partly accepted")
    REJECTED = "rejected", _("Not accepted")
