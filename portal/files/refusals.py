"""Why a file may not stay: one sentence for each reason, saying what its owner can do."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "kind": _("We accept {kinds}. Save it as one of these."),
    "name": _("The name of this file hides another kind of file. Rename it, for example to guide.pdf."),
    "empty": _("This file is empty."),
    "size": _(
        "This file is too big: a .{extension} file may have up to {megabytes} MB. Split it or shrink its pictures."
    ),
    "content": _("This file is not a real .{extension} file. Export it again from the program it was made with."),
    "damaged": _("This file is damaged or was cut off on the way. Export it again and upload it anew."),
    "polyglot": _("Another file is hidden in this file. Export it again from the program it was made with."),
    "password": _("This file asks for a password, so nobody could read or find it. Save it without one."),
    "macros": _("This file contains macros or embedded objects. Save it without them."),
    "scripts": _("This PDF contains scripts, media or commands. Print it to a new PDF and upload that one."),
    "attachments": _("This PDF carries other files inside. Leave them out and upload them on their own."),
    "nested": _("An archive is packed inside this file. Leave it out and upload its files on their own."),
    "remote": _("This file fetches parts of itself from elsewhere. Save it with everything inside."),
    "paths": _("The inside of this file is not packed the way office programs do. Save it again under a new name."),
    "entities": _("This file contains instructions no office program writes. Save it again under a new name."),
    "bomb": _("This file unpacks to more than we accept. Split it or leave out large pictures."),
    "pixels": _("This picture has more than 50 million pixels, all its frames together. Make it smaller."),
    "cells": _("This workbook has more rows or cells than are read here. Split it, and delete what is empty."),
    "encoding": _("This file is in no encoding that can be read here. Save it as UTF-8."),
    "complex": _("This file takes too long to check. Split it, or export it again in a simpler way."),
    "infected": _("The virus scanner found something in this file ({virus}). Do not open it, and check your computer."),
    "unchecked": _("The virus scanner does not answer, so this file cannot be taken in now. Try again later."),
}
"""By the code that checks answer with; the braces are filled by `FileRefused`."""


class FileRefused(ValidationError):  # noqa: N818  an answer to the sender, not a failure of ours
    """The file may not stay; `reason` is the sentence for its owner, `code` the key of SENTENCES."""

    def __init__(self, code: str, **details: Any) -> None:
        self.reason = format_lazy(SENTENCES[code], **details)
        super().__init__(self.reason, code=code)
