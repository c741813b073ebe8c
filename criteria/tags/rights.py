"""Who may keep the vocabulary of tags in order; writing words on one's own things is another matter."""

from criteria.models import Tag
from portal.reader import Reader
from portal.rights import rule


@rule("rename", Tag)
@rule("curate", Tag)
def may_change(reader: Reader, tag: Tag) -> bool:
    return reader.user is not None and reader.user.has_perm("criteria.change_tag")


@rule("merge", Tag)
@rule("split", Tag)
def may_replace(reader: Reader, tag: Tag) -> bool:
    """A tag goes, others come or grow."""
    return reader.user is not None and reader.user.has_perms(
        ["criteria.add_tag", "criteria.change_tag", "criteria.delete_tag"]
    )
