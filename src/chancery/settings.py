"""Settings: flag > environment > chancery.toml > default, in one place."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from chancery.errors import UsageError

FILE = "chancery.toml"
DEVICES = ("cpu", "cuda")
#: thresholds of the garbage collector: what an article is made into has few cycles, which need not be looked for every few hundred objects
COLLECTED = (20_000, 20, 50)


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be set. Environment variables are CHANCERY_ and the name in capitals.

    knowledge      folder of the user's own tables
    threads        threads of the language model; 0 takes the machine's cores
    workers        processes that read into a dossier; 0 takes the machine's cores
    max_bytes      largest source that is read
    timeout        seconds for one web request
    device         what the language model runs on: cpu or cuda
    allow_private  whether private and loopback addresses may be fetched
    """

    knowledge: Path | None = None
    threads: int = 0
    workers: int = 0
    max_bytes: int = 20_000_000
    timeout: float = 20.0
    allow_private: bool = False
    device: str = "cpu"


def _convert(name: str, value: object) -> object:
    if name == "device":
        if value not in DEVICES:
            raise UsageError(f"setting device: {value!r} is none", hint=f"set CHANCERY_DEVICE or {FILE} to {' or '.join(DEVICES)}")
        return value
    try:
        if name == "knowledge":
            return Path(str(value)) if value else None
        if name == "allow_private":
            return value if isinstance(value, bool) else str(value).lower() in {"1", "true", "yes", "on"}
        return float(str(value)) if name == "timeout" else int(str(value))
    except ValueError as error:
        raise UsageError(f"setting {name}: {value!r} is no number", hint=f"set CHANCERY_{name.upper()} or {FILE} to a number") from error


def load(flags: Mapping[str, object] | None = None, *, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """The settings in force; flags that are None do not count.

    Raises:
        UsageError: a value that does not convert, a chancery.toml that does not parse or holds an unknown name.
    """
    environment = os.environ if environment is None else environment
    names = {f.name for f in fields(Settings)}
    found: dict[str, object] = {}
    path = (folder or Path.cwd()) / FILE
    if path.is_file():
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise UsageError(f"{path}: {error}", hint="mend or remove the file") from error
        if unknown := sorted(set(table) - names):
            raise UsageError(f"{path}: unknown setting {unknown[0]}", hint=f"known are {', '.join(sorted(names))}")
        found.update(table)
    found.update({n: environment[f"CHANCERY_{n.upper()}"] for n in names if environment.get(f"CHANCERY_{n.upper()}")})
    found.update({n: v for n, v in (flags or {}).items() if n in names and v is not None})
    return Settings(**{n: _convert(n, v) for n, v in found.items()})  # type: ignore[arg-type]
