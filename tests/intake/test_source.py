"""Sources: files, standard input, encodings, pages, and every kind of bad input with its own error."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from sample_page import PAGE

from chancery.errors import (
    BinarySourceError,
    ChanceryError,
    EmptySourceError,
    EncodingError,
    NoArticleError,
    NotFoundError,
    SourceError,
    TooLargeError,
    UsageError,
)
from chancery.intake import load
from chancery.settings import Settings

TEXT = "The foreign minister of Avaria said on Tuesday that “talks” with Borduria’s envoy would go on in the café of the capital.\n" * 3


def read(data: bytes, **options: object) -> object:
    return load("-", stdin=io.BytesIO(data), published="2031-05-06", settings=Settings(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.encode("utf-16"), TEXT.encode("utf-16-le"), TEXT.encode("cp1252"), TEXT.replace("\n", "\r\n").encode()],
    ids=["utf-8", "bom", "utf-16", "utf-16-le", "cp1252", "crlf"],
)
def test_source_encodings_give_the_same_text(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    assert load(str(path), settings=Settings()).text == TEXT


def test_source_mixed_encodings_are_said() -> None:
    made = load("-", stdin=io.BytesIO(TEXT.encode() * 4 + b"the caf" + b"\xe9.\n"), settings=Settings())
    assert made.text.endswith("the café.\n")
    assert any("not UTF-8" in warning for warning in made.warnings)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptySourceError),
        (b" \n ", EmptySourceError),
        (b"\xef\xbb\xbf \n", EmptySourceError),
        (b"%PDF-1.7 ...", BinarySourceError),
        (gzip.compress(TEXT.encode()), BinarySourceError),
        (bytes(range(256)) * 40, BinarySourceError),
        (b"\xff\xfe\x00\xd8", EncodingError),
        (b"<!DOCTYPE html><html><head><script src='a.js'></script></head><body><div id='root'></div></body></html>", NoArticleError),
        (b"<html><body><ul>" + b"<li><a href='/x'>A link</a></li>" * 40 + b"</ul></body></html>", NoArticleError),
        (b"<html><body><h1>Not found</h1><p>The page does not exist.</p></body></html>", NoArticleError),
    ],
)
def test_source_bad_bytes_have_their_error(data: bytes, error: type[ChanceryError]) -> None:
    with pytest.raises(error) as caught:
        read(data)
    assert type(caught.value) is error
    assert caught.value.hint and "\n" not in str(caught.value) and "standard input" in str(caught.value)


def test_source_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        load(str(tmp_path / "none.txt"), settings=Settings())
    with pytest.raises(SourceError, match="folder"):
        load(str(tmp_path), settings=Settings())
    with pytest.raises(SourceError):
        load("a\0b", settings=Settings())
    with pytest.raises(SourceError):
        load("x" * 5000, settings=Settings())
    with pytest.raises(UsageError):
        load("ftp://host/file", settings=Settings())
    with pytest.raises(UsageError):
        load("-", settings=Settings())
    large = tmp_path / "large.txt"
    large.write_bytes(b"a " * 600)
    with pytest.raises(TooLargeError):
        load(str(large), settings=Settings(max_bytes=1000))
    with pytest.raises(TooLargeError):
        read(b"a " * 600, max_bytes=1000)


def test_source_large_files_are_refused_before_they_are_read(tmp_path: Path) -> None:
    sparse = tmp_path / "sparse.txt"
    with sparse.open("wb") as file:
        file.truncate(50_000_000_000)
    with pytest.raises(TooLargeError):
        load(str(sparse), settings=Settings())


def test_source_page_becomes_an_article() -> None:
    made = load("-", stdin=io.BytesIO(PAGE.encode()), settings=Settings())
    assert made.title == "Talks between Avaria and Borduria go on"
    assert (made.published, made.published_basis) == ("2031-05-06", "metadata")
    assert (made.publisher, made.byline, made.syndicated_from) == ("The Avaria Post", ("Ann Example",), "Associated Press")
    assert made.url == "https://avariapost.example/world/talks"
    shown = {made.text[b.start : b.end]: b.role for b in made.blocks}
    assert shown["Talks between Avaria and Borduria go on"] == "headline"
    assert shown["Delegates wait outside the palace in Strelsau. Photo: Ann Example"] == "caption"
    assert shown["What comes next"] == "headline"
    assert shown["This article originally appeared on The Ruritanian."] == "credit"
    assert sum(role == "body" for role in shown.values()) == 14
    assert "belongs to no article" not in made.text and "Home" not in made.text


def test_source_given_day_wins_over_the_page() -> None:
    made = load("-", stdin=io.BytesIO(PAGE.encode()), published="2031-05-09", settings=Settings())
    assert (made.published, made.published_basis) == ("2031-05-09", "given")


def test_source_page_in_its_declared_encoding() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("The foreign minister", "Minister Škoda")
    assert "Minister Škoda" in load("-", stdin=io.BytesIO(page.encode("iso-8859-2")), settings=Settings()).text


def test_source_deep_and_broken_pages_are_refused_or_read() -> None:
    for page in (
        "<div>" * 9_000,
        "<p>" * 9_000 + "a",
        "<p>" * 200_000,
        "<html><p>" + "a " * 300_000,
        "<html><" * 10_000,
        "<html>" + "<script type='application/ld+json'>" + "[" * 100_000,
        "<html><p>&#0;&#xFFFF;",
    ):
        with pytest.raises(ChanceryError):
            read(page.encode())


@profile(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: f"<html><body><p>{t}</p></body></html>".encode("utf-8", "replace"))))
def test_source_any_bytes_are_an_article_or_an_error(data: bytes) -> None:
    try:
        made = load("-", stdin=io.BytesIO(data), settings=Settings())
    except ChanceryError as error:
        assert error.hint and "\n" not in str(error)
    else:
        assert made.blocks
