"""What importing a row would do: make a criterion, change one, nothing, or it cannot be; writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from criteria.forms import CriterionForm
from criteria.importing.binding import bound, mistakes
from criteria.importing.columns import COLUMNS, PARTS, Column
from criteria.importing.reading import Row
from criteria.importing.records import Record, blank, differences, record_of, resolved
from criteria.importing.translations import Texts, outdated, texts_of
from criteria.importing.words import Words
from criteria.library.relations import CHAINS, CIRCLE, contradiction
from criteria.models import Criterion
from networks.models import NetworkPage
from portal.models import User
from portal.openness import open_to_all

CREATE, CHANGE, UNCHANGED, ERROR = "create", "change", "unchanged", "error"
MAX_PROBLEMS = 30
"""Of one row; who has more sees these first."""


@dataclass
class Verdict:
    """What a row would do. `told` is what is kept and compared: what is told again in the same words is the same.

    `outdated` are the languages whose texts stop to fit when it is published.
    """

    outcome: str
    criterion: Criterion | None = None
    form: CriterionForm | None = None
    record: Record = field(default_factory=dict)
    changes: list[list[str]] = field(default_factory=list)
    problems: list[list[str]] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)

    def told(self, row: Row) -> dict[str, Any]:
        return {
            "ref": row.ref,
            "place": row.place,
            "title": str(row.values.get("title") or (self.criterion.title if self.criterion else "")),
            "outcome": self.outcome,
            "changes": self.changes,
            "problems": self.problems[:MAX_PROBLEMS],
            "outdated": self.outdated,
        }


@dataclass
class Judge:
    """Judges the rows of a file against the library as it is; `new` are the references that the file itself makes."""

    words: Words
    new: set[str]
    note: str
    by: User
    texts: Texts = field(default_factory=dict)

    @classmethod
    def of(cls, rows: list[Row], *, note: str, by: User) -> "Judge":
        words = Words(tag for row in rows for tag in row.values.get("tags", ()))
        return cls(words, {row.ref for row in rows} - words.criteria.keys(), note, by)

    def judge_all(self, rows: Iterable[Row], *, lock: bool = False) -> Iterable[Verdict]:
        """One verdict a row, in order; with `lock` nobody else changes these criteria until the transaction ends."""
        wanted = list(rows)
        known = Criterion.objects.select_related("latest_revision").filter(ref__in={row.ref for row in wanted})
        if lock:
            known = known.select_for_update(of=("self",)).order_by("pk")
        there = {criterion.ref: criterion for criterion in known}
        self.texts = texts_of(there.values())
        for row in wanted:
            yield self.judge(row, there.get(row.ref))

    def judge(self, row: Row, criterion: Criterion | None) -> Verdict:
        values, missing = resolved(row.values, self.words, self.new)
        problems = row.problems + [[_address(row, path), sentence] for path, sentence in missing.items()]
        if problems:
            return Verdict(ERROR, criterion, problems=problems)
        before = blank()
        if criterion is not None:
            before = record_of(_latest(criterion), self.words)
            if row.is_open:
                self._keep_what_is_closed(values, before)
        changes = differences(before, values, self.words)
        if criterion is not None and not changes:
            return Verdict(UNCHANGED, criterion)
        return self._in_form(row, criterion, values, changes)

    def _in_form(self, row: Row, criterion: Criterion | None, values: Record, changes: list[list[str]]) -> Verdict:
        locked = lock_on(criterion, self.by) if criterion else ""
        if locked:
            return Verdict(ERROR, criterion, problems=[[row.place, locked]])
        if criterion is None:
            instance, start = Criterion(), blank()
        else:
            revision = criterion.latest_revision
            instance = criterion.with_content_json(revision.content) if revision else criterion
            start = record_of(instance.serializable_data(), self.words)
        record = start | values
        if not record["change_note"] and instance.edition:
            record["change_note"] = self.note
        form = bound(record, instance, by=self.by)
        said = [] if form.is_valid() else mistakes(form)
        said += self._about_relations(record)
        if said:
            problems = [[_address(row, path), _named(path, sentence)] for path, sentence in said]
            return Verdict(ERROR, criterion, problems=problems)
        if criterion is None:
            return Verdict(CREATE, None, form, record)
        stale = outdated(self.texts[criterion.pk], start, record, self.words)
        return Verdict(CHANGE, criterion, form, record, changes, outdated=stale)

    def _about_relations(self, record: Record) -> list[tuple[str, str]]:
        """What the form cannot see, because the criteria meant are made by the same file."""
        rows = record["relations"]
        for ref in {row["to"] for row in rows if isinstance(row["to"], str)}:
            kinds = [row["kind"] for row in rows if row["to"] == ref]
            if ref == record["ref"]:
                return [("relations", _("A criterion cannot be related to itself."))]
            if contradiction(kinds) or len(set(kinds)) < len(kinds) or not all(kinds):
                return [("relations", _("What is said of %(ref)s cannot be true at once.") % {"ref": ref})]
        return []

    def _keep_what_is_closed(self, values: Record, before: Record) -> None:
        """A public document names no owner whose page is closed and no relation to a draft: that takes none away."""
        if "owner_network" in values and values["owner_network"] is None and before["owner_network"]:
            rows = NetworkPage.objects.filter(pk=before["owner_network"])
            if not open_to_all(rows).exists():
                del values["owner_network"]
        if "relations" in values:
            said = [row for row in before["relations"] if row["to"] not in self.words.live]
            values["relations"] = values["relations"] + [row for row in said if row not in values["relations"]]


def circles(rows: list[Row]) -> dict[str, str]:
    """References of the file whose relations to one another lead back to themselves, each with the sentence."""
    found: dict[str, str] = {}
    for kind in CHAINS:
        ahead = {
            row.ref: {each.get("to") for each in row.values.get("relations", ()) if each.get("kind") == kind}
            for row in rows
        }
        for ref, start in ahead.items():
            seen: set[Any] = set()
            todo = set(start)
            while todo and ref not in seen:
                seen |= todo
                todo = {to for each in todo for to in ahead.get(each, ())} - seen
            if ref in seen:
                found[ref] = str(CIRCLE)
    return found


def _latest(criterion: Criterion) -> dict[str, Any]:
    """The latest draft as it is kept; no query where there is one."""
    revision = criterion.latest_revision
    content: dict[str, Any] = revision.content if revision else criterion.serializable_data()
    return content


def lock_on(criterion: Criterion, by: User) -> str:
    """Why the person cannot change it in the CMS now."""
    lock = criterion.get_lock()
    return _("Somebody has locked this criterion in the CMS.") if lock and lock.for_user(by) else ""


def _address(row: Row, path: str) -> str:
    """Where to look: the cell, the row of a part, or the row."""
    while path:
        if path in row.cells:
            return row.cells[path]
        path = path.rpartition(".")[0]
    return row.place


def _named(path: str, sentence: str) -> str:
    """The sentence with the heading it is about."""
    column = _column(path)
    return f"{column.heading}: {sentence}" if column else sentence


def _column(path: str) -> Column | None:
    steps = path.split(".")
    columns = next((part.columns for part in PARTS if part.name == steps[0]), COLUMNS)
    return next((column for column in columns if column.name == steps[-1]), None)
