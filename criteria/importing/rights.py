"""Who may import criteria: whoever may add and change them in the CMS. docs/rights.md says the same in words."""

from criteria.models import ImportRun
from portal.reader import Reader
from portal.rights import rule

NEEDED = ("criteria.add_criterion", "criteria.change_criterion")


@rule("use_import", ImportRun)
def use_import(reader: Reader, run: ImportRun) -> bool:
    """Upload a file, and read what became of any import."""
    return reader.user is not None and reader.user.is_active and reader.user.has_perms(NEEDED)


@rule("apply_import", ImportRun)
def apply_import(reader: Reader, run: ImportRun) -> bool:
    """Import it, or give it up: who uploaded the file and read its report."""
    return use_import(reader, run) and reader.user is not None and run.made_by_id == reader.user.pk


@rule("undo_import", ImportRun)
def undo_import(reader: Reader, run: ImportRun) -> bool:
    """Take it back: who could have done it; it touches only what nobody else has."""
    return use_import(reader, run)
