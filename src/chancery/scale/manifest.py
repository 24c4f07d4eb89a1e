"""manifest.jsonl: a line for each finished shard. What it says is believed where the file of the records has the size that it says."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import asdict

from chancery.errors import DamagedStoreError
from chancery.scale.part import failed_of, line_of, mentions_of, records_of
from chancery.scale.place import Folder, json_lines_of
from chancery.scale.shard import Finished

NAME = "manifest.jsonl"
#: seconds between two writings where the manifest cannot grow and is written anew; a line that a killed run did not write is found in the records' file
PAUSE = 20.0


def lines_of(folder: Folder) -> list[Finished]:
    """The lines of a manifest, in its order; none where there is no manifest. A last line that was cut off is passed over.

    Raises:
        DamagedStoreError: another line is none.
    """
    *whole, _ = (folder.read(NAME) or b"").split(b"\n")
    lines: dict[str, Finished] = {}
    for number, text in enumerate(whole, 1):
        try:
            line = Finished(**json.loads(text))
        except (ValueError, TypeError) as error:
            told = f"{folder.path(NAME)}:{number}: no line of a manifest ({error})"
            raise DamagedStoreError(told, hint="remove the line; its shard is looked at again") from error
        lines[line.shard] = line
    return list(lines.values())


class Manifest:
    """The manifest of a folder that is being written to."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.lines = {line.shard: line for line in lines_of(folder)}
        self._written = float("-inf")
        if self.lines:
            self._write()  # without a line that was cut off

    def has(self, name: str, fingerprint: str) -> bool:
        """Whether a shard is finished, with these bytes read in this way."""
        line = self.lines.get(name)
        if line is None or line.fingerprint != fingerprint:
            # a run that was killed between the file and the line
            found = line_of(self.folder, name)
            if found is None or found.fingerprint != fingerprint:
                return False
            self.note(found)
            return True
        return line.bytes is not None and line.bytes == self.folder.size(records_of(name))

    def note(self, line: Finished) -> None:
        """A shard is finished."""
        self.lines[line.shard] = line
        if self.folder.local:
            self.folder.append(NAME, json_lines_of([asdict(line)]))
        elif time.monotonic() - self._written > PAUSE:
            self._write()

    def settle(self, order: Iterable[str], inputs: Iterable[str]) -> int:
        """The run is over: its shards stand in their `order`, after those of other inputs; former shards of its `inputs` go. Gives how many went."""
        here, ours = list(order), set(inputs)
        gone = [line for line in self.lines.values() if line.input in ours and line.shard not in set(here)]
        for line in gone:
            del self.lines[line.shard]
        mine = {name: self.lines.pop(name) for name in here if name in self.lines}
        self.lines |= mine
        self._write()
        for line in gone:
            for where in (records_of, mentions_of, failed_of):
                self.folder.remove(where(line.shard))
        return len(gone)

    def _write(self) -> None:
        self.folder.write(NAME, json_lines_of(map(asdict, self.lines.values())))
        self._written = time.monotonic()
