"""Tags of a resource as an author writes them: words with commas between them."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST, LONGEST = 12, 40
WORD = re.compile(r"[\w][\w &'’./+-]*")


def words_of(text: str) -> list[str]:
    """The words of a field, each once. Raises ValidationError for too many, too long or with signs no word has."""
    words = {" ".join(part.split()).casefold(): " ".join(part.split()) for part in text.split(",") if part.strip()}
    if len(words) > MOST:
        raise ValidationError(_("These are %(count)d tags; %(most)d are enough.") % {"count": len(words), "most": MOST})
    for word in words.values():
        if len(word) > LONGEST:
            raise ValidationError(_("“%(word)s…” is too long for a tag.") % {"word": word[:20]})
        if not WORD.fullmatch(word):
            raise ValidationError(_("A tag is made of letters, digits and spaces: “%(word)s”.") % {"word": word})
    return list(words.values())
