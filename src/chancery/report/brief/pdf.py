"""Brief -> PDF, printed by a Chromium that is found on this machine. Its own dates are taken out, so that one brief gives the same bytes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from chancery.errors import InstallationError
from chancery.report.brief.html import to_html
from chancery.report.brief.shapes import Brief

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--proxy-server=127.0.0.1:9", "--no-pdf-header-footer",
)  # fmt: skip
#: seconds that printing may take
PATIENCE = 90
_DATE = re.compile(rb"\(D:\d{14}([+-]\d\d'\d\d'|Z)?\)")


def to_pdf(brief: Brief) -> bytes:
    """The brief on A4.

    Raises:
        InstallationError: there is no browser, or it did not print.
    """
    browser = os.environ.get("CHANCERY_BROWSER") or next((b for name in BROWSERS if (b := shutil.which(name))), None)
    if browser is None:
        raise InstallationError("no Chromium to print a PDF with", hint="install chromium, or write --format html and print it from a browser")
    with tempfile.TemporaryDirectory(prefix="chancery-") as folder:
        page, printed = Path(folder) / "brief.html", Path(folder) / "brief.pdf"
        page.write_text(to_html(brief), encoding="utf-8")
        # Chromium refuses its sandbox to root; the page holds no script and may load nothing
        rootly = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        command = [browser, *FLAGS, *rootly, f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}", page.as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise InstallationError(f"{browser} did not print", hint="write --format html and print it from a browser") from error
        if not printed.exists():
            raise InstallationError(f"{browser} did not print", hint="write --format html and print it from a browser")
        data = printed.read_bytes()
    stamp = f"(D:{brief.day.replace('-', '') or '19700101'}000000".encode()
    return _DATE.sub(lambda m: stamp + (m[1] or b"") + b")", data)
