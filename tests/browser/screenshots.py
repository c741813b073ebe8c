"""Takes `docs/screenshots/` anew: five pages, at two widths, light and dark (`make screenshots`)."""

import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from portal.local import LocalServer
from portal.local.server import THROW_AWAY
from tests.browser.conftest import FLAGS, WIDTHS, chromium
from tests.serving import ROOT, make_database, served

FOLDER = ROOT / "docs" / "screenshots"
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
            for width, (pixels, height) in WIDTHS.items():
                for scheme in ("light", "dark"):
                    context = browser.new_context(viewport={"width": pixels, "height": height}, color_scheme=scheme)
                    page = context.new_page()
                    for name, path in PAGES.items():
                        page.goto(portal.address + path)
                        page.wait_for_load_state("networkidle")
                        _keep(page.screenshot(full_page=width == "desktop"), FOLDER / f"{name}-{pixels}-{scheme}.png")
                    context.close()
            browser.close()
    finally:
        server.destroy()
    return 0


def _keep(picture: bytes, file: Path) -> None:
    """Palette pictures at half size: small enough for a repository, sharp enough to judge."""
    file.write_bytes(picture)
    with Image.open(file) as taken:
        half = taken.convert("RGB").resize((taken.width // 2, taken.height // 2), Image.Resampling.LANCZOS)
        half.quantize(128).save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
