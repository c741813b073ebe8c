"""Pictures that editors upload: checked as all files are, and stored without what the camera noted in them."""

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from portal.files import antivirus
from portal.files.pictures import cleaned
from portal.files.refusals import FileRefused


class PictureField(WagtailImageField):
    """Wagtail's field recognises a picture by its first bytes; what follows may still be no picture."""

    def check_image_pixel_size(self, f: Any) -> None:
        try:
            super().check_image_pixel_size(f)
        except ValidationError:
            raise
        except Exception as damage:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from damage

    def to_python(self, data: Any) -> Any:
        """The picture that is stored: the one sent, written anew without place, time and camera."""
        sent = super().to_python(data)
        if sent is None:
            return None
        if not antivirus.admits(sent):
            raise FileRefused("unchecked")
        content = cleaned(sent, sent.name.rpartition(".")[2].lower())
        # Wagtail leaves what it recognised as `image` on the file.
        kept = InMemoryUploadedFile(BytesIO(content), None, sent.name, sent.content_type, len(content), None)
        kept.image = sent.image  # type: ignore[attr-defined]
        return kept


class PictureForm(BaseImageForm):
    """The form behind every way to upload a picture (WAGTAILIMAGES_IMAGE_FORM_BASE)."""

    file = PictureField(label=_("File"))
