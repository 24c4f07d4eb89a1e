"""In: bytes; out: text, with the encoding that fits them and a remark where some do not. Binary files are told by their first bytes and their controls."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from chancery.errors import BinarySourceError, EmptySourceError, EncodingError

#: Bytes looked at to tell text from binary and one encoding from another.
SAMPLE = 65_536
#: Largest share of control characters in a text.
CONTROLS = 0.005
#: Largest share of bytes that may break UTF-8 while the text still counts as UTF-8 with some other bytes mixed in.
MIXED = 0.02

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_.-]{2,40})", re.IGNORECASE
)
#: Encodings that any bytes fit: where they are guessed, Windows-1252 is likelier.
_LOOSE = ("cp1252", "latin_1", "cp1250", "cp437", "cp850", "mac_roman", "ascii")
_HINT = "save it as UTF-8 text"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read with, and a remark on bytes that did not fit."""

    text: str
    encoding: str
    remark: str | None = None


def _cp1252_for(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("chancery-cp1252", _cp1252_for)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _wide_without_mark(head: bytes) -> str | None:
    """UTF-16 without a mark: in a text of the Latin script every second byte is nought."""
    pairs = len(head) // 2
    if pairs < 8:
        return None
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if odd > 0.7 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * pairs and odd < 0.05 * pairs else None


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    return best.encoding if best is not None else None


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text of the bytes. `declared` is the encoding their sender names, which counts where the bytes fit it.

    Raises:
        EmptySourceError: there is nothing in them.
        BinarySourceError: they are no text.
        EncodingError: no encoding fits them.
    """
    if not data.strip():
        raise EmptySourceError("it is empty", hint="give a file or page that holds an article")
    for kind, what in _KINDS:
        if data.startswith(kind):
            raise BinarySourceError(f"it is {what}, not text or a web page", hint="give plain text or HTML; text can be copied out of a document")
    head = data[:SAMPLE]
    mark = next((encoding for bom, encoding in _MARKS if data.startswith(bom)), None) or _wide_without_mark(head)
    if mark is not None:
        text = _strict(data, mark)
        if text is None:
            raise EncodingError(f"it begins as {mark} but does not go on as that", hint=_HINT)
        return Decoded(text, mark)
    controls = len(_CONTROL.findall(head))
    if b"\0" in head or controls > max(2, CONTROLS * len(head)):
        raise BinarySourceError("it is binary, not text or a web page", hint="give plain text or HTML")
    if (text := _strict(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    named = _DECLARED.search(data[:4096])
    for encoding in (declared, (named[1] or named[2]).decode("ascii") if named else None):
        if encoding and encoding.lower().replace("_", "-") not in ("utf-8", "utf8") and (text := _strict(data, encoding)) is not None:
            return Decoded(text, encoding.lower())
    mixed = data.decode("utf-8", "chancery-cp1252")
    whole = sum(1 for c in mixed if c > "\x7f")
    broken = len(data) - len(data.decode("utf-8", "ignore").encode("utf-8"))
    if whole > 2 * broken and broken <= MIXED * len(data):
        return Decoded(mixed, "utf-8", f"{broken} bytes are not UTF-8 and were read as Windows-1252: the text may come from several encodings")
    found = _detected(data)
    text = _strict(data, "cp1252" if found is None or found in _LOOSE else found)
    if text is not None:
        return Decoded(text, "cp1252" if found is None else found)
    if found is not None and (text := _strict(data, "latin-1")) is not None and not re.search(r"[\x80-\x9f]", text):
        return Decoded(text, "latin-1")
    raise EncodingError("its encoding cannot be told", hint=_HINT)
