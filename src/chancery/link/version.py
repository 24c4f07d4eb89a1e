"""Of what linking is made -> a hash: links that another one made are made anew."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from chancery.errors import InstallationError
from chancery.models import FOLDER


@lru_cache(maxsize=1)
def version() -> str:
    """The hash of the rules, weights and vectors that link.

    Raises:
        InstallationError: a file is missing.
    """
    made = hashlib.blake2s(digest_size=12)
    for path in (*sorted(Path(__file__).parent.glob("*.py")), FOLDER / "light" / "links.json", FOLDER / "light" / "words.npz"):
        try:
            made.update(path.read_bytes())
        except OSError as error:
            raise InstallationError(f"{path}: missing ({error})", hint="install chancery again") from error
    return made.hexdigest()
