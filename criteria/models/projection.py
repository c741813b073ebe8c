"""What the library reads: one row for each published record, nothing of drafts."""

from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.db.models.functions import Cast

from criteria.documents import CriterionDocument, ResourceDocument, Value, read_json
from criteria.languages.known import ORIGINAL
from criteria.models.criterion import Criterion
from criteria.models.resource import Resource, ResourceVersion
from criteria.terms import TextState, Visibility
from networks.members.standing import standing_of
from portal.reader import Reader

SEEN = "seen"
"""The hidden group of words that say who may see an entry. Never a filter, never in an address."""
PUBLIC, MEMBERS, SECRETARIAT = "public", "members", "secretariat"


def seen_by(reader: Reader) -> frozenset[str]:
    """Which entries a reader may see: those with one of these values in the group `SEEN`."""
    standing = standing_of(reader)
    words = {PUBLIC} | {f"network-{network}" for network in standing.networks}
    if standing.is_member:
        words.add(MEMBERS)
    if standing.is_secretariat:
        words.add(SECRETARIAT)
    return frozenset(words)


class EntryQuerySet[E: "Entry"](models.QuerySet[E]):
    """Entries of a shelf."""

    def visible_to(self, reader: Reader) -> Self:
        """Those that the reader may see: the same words decide here and in the counts."""
        if not self.model.is_guarded:
            return self
        return self.filter(facets__overlap=[f"{SEEN}:{word}" for word in sorted(seen_by(reader))])

    def to_read(self) -> Self:
        """For pages, which show the same documents again and again: they come as text, read only once."""
        return self.defer("document").annotate(document_text=Cast("document", models.TextField()))


class Entry(models.Model):
    """A published record: its document, and what browsing needs to find, count and sort it.

    `rid` is the record's place in the facet bit sets, so it should stay dense. `facets` holds `group:key` words. With
    `is_guarded` every entry must also hold `seen:` words, and who has none of them never learns that it exists.
    `version_row` is the row of `LibraryVersion` that changes with these entries, `holds` is what `document` is.
    """

    is_guarded: ClassVar[bool] = True
    version_row: ClassVar[int]
    holds: ClassVar[type[Value]]

    rid = models.BigAutoField(primary_key=True)
    title = models.CharField(max_length=200)
    document = models.JSONField()
    facets = ArrayField(models.CharField(max_length=300))
    updated_on = models.DateField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def read(self) -> Any:
        """Its document, as the value it is."""
        text = self.__dict__.get("document_text")
        return self.holds.model_validate(self.document) if text is None else read_json(self.holds, text)


class LibraryEntry(Entry):
    """A published criterion. Everybody may see it: nothing else is ever written here."""

    is_guarded = False
    version_row = 1
    holds = CriterionDocument

    criterion = models.OneToOneField(Criterion, on_delete=models.CASCADE, related_name="entry")
    ref = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=120)
    ambition_rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["ref"]
        indexes = [
            GinIndex(fields=["facets"], name="library_facets", fastupdate=False),
            models.Index(fields=["title", "rid"], name="library_by_title"),
            models.Index(fields=["-updated_on", "rid"], name="library_by_date"),
            models.Index(fields=["-ambition_rank", "title"], name="library_by_ambition"),
        ]

    def __str__(self) -> str:
        return self.ref


class LibraryThreshold(models.Model):
    """A number that a published criterion demands, so that it can be found: from `low` to `high`, either may be open.

    Both are in `measure`, of which `factor` make one unit as the criterion writes it (`criteria/library/amounts.py`).
    """

    entry = models.ForeignKey(LibraryEntry, on_delete=models.CASCADE, related_name="thresholds")
    measure = models.CharField(max_length=40)
    factor = models.PositiveIntegerField(default=1)
    low = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    counted_from = models.CharField(max_length=20, blank=True)
    qualifier = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["measure", "low"], name="library_thresholds_from"),
            models.Index(fields=["measure", "high"], name="library_thresholds_to"),
        ]

    def __str__(self) -> str:
        return f"{self.low} – {self.high} {self.measure}"


class LibraryText(models.Model):
    """A published criterion in another language, as readers see it: `texts` by key, and what stays `in_original`.

    `title` and `summary` are empty where they are among those. Drafts are never written here.
    """

    entry = models.ForeignKey(LibraryEntry, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=TextState)
    since = models.DateField()
    title = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    texts = models.JSONField(default=dict)
    in_original = models.JSONField(default=list)

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["entry", "language"], name="one_library_text_per_language")]

    def __str__(self) -> str:
        return f"{self.entry_id} ({self.language})"


class LibrarySearchText(models.Model):
    """What a published criterion is found by in one language, in its stems: its original, or a text as it is shown.

    `words` is the whole of it. The rest is what lists of criteria are ordered by, so that a search reads nothing else:
    for a word that thousands hold, the length of what is read for each is most of the time it takes.
    """

    entry = models.ForeignKey(
        LibraryEntry, on_delete=models.CASCADE, related_name="search_texts", db_column="rid", db_index=False
    )
    language = models.CharField(max_length=10)
    ref = models.CharField(max_length=30)
    title = models.CharField(max_length=120)
    ambition_rank = models.PositiveSmallIntegerField()
    updated_on = models.DateField()
    words = SearchVectorField()

    class Meta:
        indexes = [
            # One for each side: a search in one language would else visit the same words in all others.
            GinIndex(fields=["words"], name="library_words", fastupdate=False, condition=models.Q(language=ORIGINAL)),
            GinIndex(
                fields=["words"], name="library_text_words", fastupdate=False, condition=~models.Q(language=ORIGINAL)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry", "language"], name="one_library_search_text_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.ref} ({self.language})"


class ResourceEntry(Entry):
    """A published resource. Guarded: many are for members, or for some networks.

    `head` is `words` without the text of files. Results are ordered by it: weighing thousands of long texts takes much
    longer than finding them.
    """

    version_row = 2
    holds = ResourceDocument

    resource = models.OneToOneField(Resource, on_delete=models.CASCADE, related_name="entry")
    version = models.ForeignKey(ResourceVersion, on_delete=models.CASCADE, related_name="+")
    visibility = models.CharField(max_length=10, choices=Visibility)
    year = models.PositiveSmallIntegerField(default=0)
    words = SearchVectorField()
    head = SearchVectorField()

    class Meta:
        ordering = ["title"]
        indexes = [
            GinIndex(fields=["words"], name="resource_words", fastupdate=False),
            GinIndex(fields=["facets"], name="resource_facets", fastupdate=False),
            models.Index(fields=["title", "rid"], name="resource_by_title"),
            models.Index(fields=["-updated_on", "rid"], name="resource_by_date"),
            models.Index(fields=["-year", "title", "rid"], name="resource_by_year"),
        ]

    def __str__(self) -> str:
        return self.title


class LibraryWord(models.Model):
    """A word that an entry holds or held: what a mistyped search may mean. Used only after it finds something."""

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="library_similar_words")]

    def __str__(self) -> str:
        return self.word


class LibraryVersion(models.Model):
    """A row per shelf whose stamp changes with every change of it, so that processes know their counts are old.

    A random stamp and no counter: after a roll-back or a restored backup a counter would repeat itself.
    """

    stamp = models.UUIDField(default=uuid4)

    def __str__(self) -> str:
        return str(self.stamp)

    @classmethod
    def current(cls, entries: type[Entry] = LibraryEntry) -> UUID | None:
        """None for a shelf that never held anything.

        Every list asks: as SQL, for a query set takes longer to make it than PostgreSQL to answer.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT stamp FROM criteria_libraryversion WHERE id = %s", [entries.version_row])
            found = cursor.fetchone()
        return found[0] if found else None

    @classmethod
    def change(cls, entries: type[Entry] = LibraryEntry) -> None:
        """Within the publishing transaction: nobody sees the new stamp before the change itself."""
        cls.objects.update_or_create(pk=entries.version_row, defaults={"stamp": uuid4()})
