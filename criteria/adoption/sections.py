"""Positions on other pages: what a network asks, and who asks for a criterion."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import HttpRequest

from criteria.adoption import queries
from criteria.adoption.matrix import Cell, score_of
from criteria.documents import CriterionDocument
from criteria.languages.known import wanted
from criteria.languages.listing import Rendition, heads, listing
from criteria.languages.offering import suffix
from criteria.models import Position
from criteria.terms import Adoption
from networks.models import NetworkPage
from portal import sections
from portal.reader import reader_of

LATEST = 5


def register() -> None:
    sections.fill("network", template="criteria/sections/positions.html", context=of_network, order=15, queries=4)
    sections.fill("criterion", template="criteria/sections/adopted.html", context=of_criterion, order=40, queries=4)


@dataclass(frozen=True)
class Taken:
    """A network's position in a list, with the title of the criterion as it is read."""

    title: str
    cell: Cell
    rendition: Rendition


def of_network(request: HttpRequest, page: NetworkPage) -> dict[str, Any] | None:
    """What this network asks: how many positions of each kind, and the latest ones. Nothing for working groups.

    One query, one more for another language, and two more for somebody with an account.
    """
    if page.is_working_group:
        return None
    reader = reader_of(request)
    rows = Position.objects.visible_to(reader).filter(network__translation_key=page.translation_key)
    rows = rows.select_related("edition").defer(*queries.LONG)
    rows = rows.annotate(
        title=F("edition__criterion__entry__title"),
        entry=F("edition__criterion__entry"),
        facets=F("edition__criterion__entry__facets"),
        current=F("edition__criterion__edition"),
    )
    newest = {row.edition.ref: row for row in rows.order_by("edition__major", "edition__minor")}
    taken = sorted(newest.values(), key=lambda row: row.decided_at, reverse=True)
    own = [each for each in queries.decides_for(reader) if each.translation_key == page.translation_key]
    if not taken and not own:
        return None
    counted = Counter(row.adoption for row in taken)
    read = heads({row.entry: row.facets for row in taken[:LATEST]}, wanted(request.GET))
    latest = [
        Taken(read[row.entry].said("title", row.title), Cell(page, row, row.current), read[row.entry])
        for row in taken[:LATEST]
    ]
    return {
        "network": page,
        "listing": listing(request, read.values()),
        "counts": [(state, counted[state]) for state in Adoption if counted[state]],
        "latest": latest,
        "total": len(taken),
        "may_decide": bool(own),
        "slug": own[0].slug if own else page.slug,
    }


def of_criterion(request: HttpRequest, document: CriterionDocument) -> dict[str, Any] | None:
    """Who asks for a criterion and how many of those that decided; for coordinators the way to their own position.

    One query, another one where a network spoke, and two more for somebody with an account.
    """
    reader = reader_of(request)
    rows = Position.objects.visible_to(reader).filter(edition__ref=document.ref).select_related("edition")
    rows = rows.defer(*queries.LONG).order_by("edition__major", "edition__minor")
    newest = {row.network_id: row for row in rows}
    own = queries.decides_for(reader)
    if not newest and not own:
        return None
    cells = [Cell(page, newest.get(page.pk), document.edition) for page in queries.columns(reader)]
    taken = [cell for cell in cells if cell.position is not None]
    return {
        "criterion": document,
        "suffix": suffix(wanted(request.GET)),
        "taken": taken,
        "cells": cells,
        "score": score_of(cells),
        "undecided": len(cells) - len(taken),
        "own": own,
    }
