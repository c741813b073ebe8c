"""What tests of the shared floor may ask for."""

from collections.abc import Iterator

import pytest

from tests.postbox import Postbox, open_postbox


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    """A mail server, and the portal told to use it."""
    with open_postbox() as box:
        settings.MAILERS = box.mailers
        yield box
