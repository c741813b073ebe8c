"""What the library reads: one row for each published criterion, nothing of drafts."""

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from criteria.documents import CriterionDocument
from criteria.models.criterion import Criterion
from portal.reader import Reader


class LibraryEntryQuerySet(models.QuerySet["LibraryEntry"]):
    """Published criteria."""

    def visible_to(self, reader: Reader) -> "LibraryEntryQuerySet":
        """All of them: only what anybody may read is ever written here."""
        return self


class LibraryEntry(models.Model):
    """A published criterion: its document, and what browsing needs to find, count and sort it.

    `rid` is the record's place in the facet bit sets, so it should stay dense. `facets` holds `group:key` words.
    """

    rid = models.BigAutoField(primary_key=True)
    criterion = models.OneToOneField(Criterion, on_delete=models.CASCADE, related_name="entry")
    ref = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=120)
    document = models.JSONField()
    facets = ArrayField(models.CharField(max_length=80))
    ambition_rank = models.PositiveSmallIntegerField(default=0)
    updated_on = models.DateField()
    words = SearchVectorField()

    objects = LibraryEntryQuerySet.as_manager()

    class Meta:
        ordering = ["ref"]
        indexes = [
            GinIndex(fields=["words"], name="library_words", fastupdate=False),
            GinIndex(fields=["facets"], name="library_facets", fastupdate=False),
            models.Index(fields=["title", "rid"], name="library_by_title"),
            models.Index(fields=["-updated_on", "rid"], name="library_by_date"),
            models.Index(fields=["-ambition_rank", "title"], name="library_by_ambition"),
        ]

    def __str__(self) -> str:
        return self.ref

    def read(self) -> CriterionDocument:
        return CriterionDocument.model_validate(self.document)


class LibraryWord(models.Model):
    """A word that an entry holds or held: what a mistyped search may mean. Used only after it finds something."""

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="library_similar_words")]

    def __str__(self) -> str:
        return self.word


class LibraryVersion(models.Model):
    """One row whose stamp changes with every change of the library, so that processes know their counts are old.

    A random stamp and no counter: after a roll-back or a restored backup a counter would repeat itself.
    """

    stamp = models.UUIDField(default=uuid4)

    def __str__(self) -> str:
        return str(self.stamp)

    @classmethod
    def current(cls) -> UUID | None:
        """None for a library that never held anything."""
        return cls.objects.filter(pk=1).values_list("stamp", flat=True).first()

    @classmethod
    def change(cls) -> None:
        """Within the publishing transaction: nobody sees the new stamp before the change itself."""
        cls.objects.update_or_create(pk=1, defaults={"stamp": uuid4()})
