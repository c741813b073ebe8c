"""What waits for translators on the member's home: texts whose original has changed."""

from typing import Any

from criteria.languages import queries
from criteria.languages.rights import writes_in
from portal.desk import register_card
from portal.reader import Reader

SHOWN = 5


def register() -> None:
    register_card("texts", order=19, context=texts, template="criteria/cards/texts.html", wide=True)


def texts(reader: Reader) -> dict[str, Any] | None:
    """Out of date in the reader's languages, the oldest first."""
    if not writes_in(reader):
        return None
    rows = list(queries.stale_texts(reader))
    return {"rows": rows[:SHOWN], "total": len(rows)} if rows else None
