"""Images and documents, accepted by what is in the file and not by its name."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from portal.files.checking import ContentMatchesName


class PortalImage(AbstractImage):
    """A picture; `description` (Wagtail's field) is its text alternative."""

    credit = models.CharField(
        _("credit"), max_length=250, blank=True, help_text=_("Who made it and under which licence.")
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")


class PortalRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class PortalDocument(AbstractDocument):
    """A file for readers; who may have it follows from the privacy of its collection."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


PortalDocument._meta.get_field("file").validators.append(ContentMatchesName())
