"""What the command-line tests share: the program's path, an invented dispatch, and pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("chancery")
DISPATCH = (
    "Velmora recalls envoy\n\nDRAVIK, March 14, 2031 -- Velmora recalled its ambassador from Port Aldis on Friday, officials said.\n\n"
    '"We asked for talks and we were given graves," Foreign Minister Ana Orlu told reporters. Kestria denied that its forces had fired.\n'
)
PARAGRAPHS = "".join(f"<p>{line} The envoy left in the morning, and the two governments have not spoken since.</p>" for line in DISPATCH.split("\n\n")[1:])
HEAD = "<!doctype html><html lang=en><head><title>Velmora recalls envoy</title></head>"
ARTICLE = f"{HEAD}<body><article><h1>Velmora recalls envoy</h1>{PARAGRAPHS * 2}</article></body></html>"
EMPTY_PAGE = "<!doctype html><html><head><title>Menu</title></head><body><nav><a href=/a>Home</a> <a href=/b>Contact</a></nav></body></html>"

#: what the fixture `run` is
Run = Callable[..., subprocess.CompletedProcess[str]]
