"""Takes `docs/screenshots/` anew: five pages, at two widths, light and dark (`make screenshots`)."""

import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from portal.local import LocalServer
from portal.local.server import THROW_AWAY
from tests.browser.conftest import FLAGS, WIDTHS, chromium
from tests.serving import ROOT, make_database, served

FOLDER = ROOT / "docs" / "screenshots"
MAX_HEIGHT = 2400
PAGES = {
    "home": "/en/",
    "event": "/en/events/launch-2021/",
    "network": "/en/networks/netherlands/",
    "library": "/en/criteria/?product=laptop",
    "criterion": "/en/criteria/CFIT-MOB-BAT-01/",
}


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="cfit-screenshots-"))
    home.chmod(0o755)
    server = LocalServer(home, settings=THROW_AWAY)
    os.environ["DATABASE_URL"] = server.acquire("portal")
    try:
        with served(make_database("shown"), workers=1) as portal, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            for pixels, height in WIDTHS.values():
                for scheme in ("light", "dark"):
                    context = browser.new_context(viewport={"width": pixels, "height": height}, color_scheme=scheme)
                    page = context.new_page()
                    for name, path in PAGES.items():
                        page.goto(portal.address + path)
                        page.wait_for_load_state("networkidle")
                        _keep(page.screenshot(full_page=True), FOLDER / f"{name}-{pixels}-{scheme}.png")
                    context.close()
            browser.close()
    finally:
        server.destroy()
    return 0


def _keep(picture: bytes, file: Path) -> None:
    """The top of the page in its own size with a palette: small enough for a repository, sharp enough to judge."""
    with Image.open(BytesIO(picture)) as taken:
        top = taken.convert("RGB").crop((0, 0, taken.width, min(taken.height, MAX_HEIGHT)))
        top.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
