"""Bad input by real processes: one line of error with a hint, an exit code of its own, no traceback, no partial output."""

from __future__ import annotations

import json
import random
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from program import DISPATCH, Run

GERMAN = (
    "Die Regierung in Dravik hat am Freitag ihren Botschafter aus Port Aldis zurückgerufen. Das teilte das Außenministerium mit. "
    "Die Ministerin sagte, man habe um Gespräche gebeten und Gräber bekommen. Die Gegenseite wies den Vorwurf zurück und sprach von einer Erfindung.\n"
)


def assert_refused(done: CompletedProcess[str], code: int, *words: str) -> None:
    lines = done.stderr.splitlines()
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert [line.split(":")[0] for line in lines] == ["error", "hint"], done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_bad_input_no_such_file(run: Run) -> None:
    assert_refused(run("read", "nowhere.txt"), 11, "nowhere.txt")


@pytest.mark.parametrize("content", [b"", b" \n\t\n ", b"\xef\xbb\xbf"])
def test_bad_input_empty_file(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "empty.txt").write_bytes(content)
    assert_refused(run("read", "empty.txt"), 12)


def test_bad_input_empty_standard_input(run: Run) -> None:
    assert_refused(run("read", "-"), 12)


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"PK\x03\x04", b"\x7fELF"])
def test_bad_input_binary_file(run: Run, tmp_path: Path, start: bytes) -> None:
    (tmp_path / "file.bin").write_bytes(start + random.Random(1).randbytes(5000))
    assert_refused(run("read", "file.bin"), 13)


def test_bad_input_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = run("read", "folder")
    assert_refused(done, done.returncode, "folder")
    assert 10 <= done.returncode < 20


def test_bad_input_too_large(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        for _ in range(50):
            file.write(b"The ambassador left the capital on Friday. " * 24_000)
    assert_refused(run("read", "large.txt"), 15)


def test_bad_input_page_without_article(run: Run, tmp_path: Path) -> None:
    (tmp_path / "menu.html").write_text("<!doctype html><html><head><title>Menu</title></head><body><nav><a href=/a>Home</a></nav></body></html>")
    assert_refused(run("read", "menu.html"), 16)


def test_bad_input_page_without_article_from_the_web(run: Run, server: str) -> None:
    assert_refused(run("read", f"{server}/menu", "--allow-private"), 16)


def test_bad_input_page_not_found(run: Run, server: str) -> None:
    assert_refused(run("read", f"{server}/gone", "--allow-private"), 11, "404")


def test_bad_input_redirect_loop(run: Run, server: str) -> None:
    assert_refused(run("read", f"{server}/loop", "--allow-private"), 22)


def test_bad_input_private_address_is_refused_unless_allowed(run: Run, server: str) -> None:
    assert_refused(run("read", f"{server}/article"), 21, "private", "ALLOW_PRIVATE")
    allowed = run("read", f"{server}/article", "--allow-private", "--published", "2031-03-14", "--format", "json")
    assert allowed.returncode == 0, allowed.stderr
    assert "ambassador" in json.loads(allowed.stdout)["article"]["text"]


@pytest.mark.parametrize("url", ["http://localhost:1/", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/", "http://0x7f000001/"])
def test_bad_input_other_private_addresses(run: Run, url: str) -> None:
    done = run("read", url)
    assert_refused(done, done.returncode)
    assert done.returncode in {20, 21}


def test_bad_input_server_that_does_not_answer(run: Run) -> None:
    assert_refused(run("read", "http://127.0.0.1:9/", "--allow-private"), 20)


def test_bad_input_other_language_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "german.txt").write_text(GERMAN, encoding="utf-8")
    done = run("read", "german.txt")
    assert_refused(done, 17)
    assert "German" in done.stderr or "de" in done.stderr.split()


def test_bad_input_other_encoding_is_read(run: Run, tmp_path: Path) -> None:
    text = DISPATCH.replace('"', "“", 1).replace('"', "”", 1).replace("officials", "café officials")
    for name, encoding in (("w.txt", "cp1252"), ("u.txt", "utf-16")):
        (tmp_path / name).write_bytes(text.encode(encoding))
        done = run("read", name, "--format", "json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["article"]["text"] == text


def test_bad_input_damaged_text_is_read_with_a_warning(run: Run, tmp_path: Path) -> None:
    damaged = DISPATCH.replace('"We', "â€œWe").replace('graves,"', "graves,â€\x9d") + "\nThe minister added that the governm"
    (tmp_path / "damaged.txt").write_text(damaged, encoding="utf-8")
    done = run("read", "damaged.txt", "--format", "json")
    assert done.returncode == 0
    assert done.stderr.startswith("warning: ")
    assert json.loads(done.stdout)["article"]["text"] == damaged


def test_bad_input_text_without_a_date_is_read_with_a_warning(run: Run, tmp_path: Path) -> None:
    (tmp_path / "undated.txt").write_text("Velmora recalled its ambassador from Port Aldis, officials said. Kestria denied that its forces had fired.\n")
    done = run("read", "undated.txt", "--format", "json")
    assert done.returncode == 0
    assert "--published" in done.stderr
    assert json.loads(done.stdout)["article"]["published"] is None


@pytest.mark.parametrize("day", ["yesterday", "2031-13-01", "14.3.2031", ""])
def test_bad_input_publication_day(run: Run, dispatch: Path, day: str) -> None:
    assert_refused(run("read", dispatch, "--published", day), 2, "2031-03-05")
