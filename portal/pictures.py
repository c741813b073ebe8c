"""Pictures that editors upload: a damaged file is a mistake to tell them about, not an error of ours."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Wagtail's field recognises a picture by its first bytes; what follows may still be no picture."""

    def check_image_pixel_size(self, f: Any) -> None:
        try:
            super().check_image_pixel_size(f)
        except ValidationError:
            raise
        except Exception as damage:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from damage


class PictureForm(BaseImageForm):
    """The form behind every way to upload a picture (WAGTAILIMAGES_IMAGE_FORM_BASE)."""

    file = PictureField(label=_("File"))
