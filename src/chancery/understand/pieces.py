"""Words -> word pieces of the encoder's vocabulary, each word looked up once."""

from __future__ import annotations

from pathlib import Path

from chancery.errors import InstallationError

START, END, UNKNOWN = 101, 102, 100
#: a word is cut after this many pieces
LONGEST = 8
#: words kept; news repeats itself, so that nearly all of an article is found here
KEPT = 200_000


class Pieces:
    """The vocabulary of a model folder."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise InstallationError(f"the model's vocabulary is missing or damaged: {error}", hint="install chancery again") from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The piece numbers of a word, at least one."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            # a word of hundreds of letters is no word: what follows the first sixty is not looked at
            found = tuple(self._tokenizer.encode(word[:60], add_special_tokens=False).ids[:LONGEST]) or (UNKNOWN,)
            self._known[word] = found
        return found
