"""Makes the document of a resource from its working copy."""

from criteria.documents import CasePart, FilePart, ResourceDocument, Term
from criteria.models.resource import CaseDetails, Resource, ResourceVersion
from criteria.terms import ResourceKind
from networks.models import NetworkPage
from portal.openness import open_to_all


def compose(resource: Resource, version: ResourceVersion | None = None) -> ResourceDocument:
    """The working copy as one frozen value, with the files and the link of `version` (the newest unless given)."""
    shown = version or resource.versions.first()
    return ResourceDocument(
        slug=resource.slug,
        number=shown.number if shown else 1,
        kind=ResourceKind(resource.kind),
        title=resource.title,
        abstract=resource.abstract,
        languages=tuple(resource.languages),
        authors=resource.authors,
        publisher=resource.publisher,
        year=resource.year,
        licence=resource.licence,
        product_groups=tuple(group.term for group in resource.product_groups.all()),
        themes=tuple(theme.term for theme in resource.themes.all()),
        criteria=tuple(sorted(criterion.ref for criterion in resource.criteria.all())),
        related=tuple(sorted(other.slug for other in resource.related.all())),
        tags=tuple(Term(key=tag.slug, label=tag.name) for tag in sorted(resource.tags.all(), key=lambda tag: tag.name)),
        network=network_of(resource),
        files=_files(shown),
        link=shown.link if shown else "",
        note=shown.note if shown else "",
        case=_case(resource),
        is_example=resource.is_example,
    )


def network_of(resource: Resource) -> Term | None:
    """Who shared it, where everybody may know: a network whose page is closed is named in no document."""
    network = resource.network
    if network is None or not open_to_all(NetworkPage.objects.filter(pk=network.pk)).exists():
        return None
    return Term(key=network.slug, label=network.title)


def _files(version: ResourceVersion | None) -> tuple[FilePart, ...]:
    rows = version.files.all() if version else ()
    return tuple(
        FilePart(key=row.pk, name=row.name, media_type=row.media_type, size=row.size, pages=row.pages) for row in rows
    )


def _case(resource: Resource) -> CasePart | None:
    case = CaseDetails.objects.filter(resource=resource).first() if resource.kind == ResourceKind.CASE else None
    if case is None:
        return None
    kept = {field: getattr(case, field) for field in CasePart.model_fields}
    return CasePart(**kept)
