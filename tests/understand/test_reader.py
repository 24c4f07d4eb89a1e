"""The whole front end on invented articles: the shape of a reading, and that the same article gives the same reading."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from chancery.errors import InstallationError
from chancery.models import FOLDER
from chancery.schema.article import Article, Block
from chancery.schema.reading import Reading
from chancery.understand import Reader

HEADLINE = "Norland pulls troops from border"
BODY = (
    'Norland\'s foreign minister, Ana Keller, said on Tuesday that troops would leave the border by March. '
    '"We won\'t stay there," she told reporters in Geneva. '
    '"Our soldiers have done their work. They are coming home."\nEastmark accused Norland of shelling a hospital, killing 12 people.'
)
needs_model = pytest.mark.skipif(not (FOLDER / "language.onnx").exists(), reason="the language model is not there")


def article(body: str = BODY) -> Article:
    text = f"{HEADLINE}\n{body}"
    return Article(id="a", text=text, blocks=(Block(0, len(HEADLINE), "headline"), Block(len(HEADLINE) + 1, len(text), "body")))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return reader.read(article())


@needs_model
def test_reader_gives_every_token_a_place_and_a_head_in_its_sentence(reading: Reading) -> None:
    text = reading.article.text
    for t in reading.tokens:
        sentence = reading.sentences[t.sentence]
        assert text[t.start : t.end] == t.text
        assert sentence.first <= t.index < sentence.last
        assert t.head == -1 or sentence.first <= t.head < sentence.last
    for s in reading.sentences:
        roots = [t for t in reading.tokens[s.first : s.last] if t.head == -1]
        assert len(roots) == 1 and roots[0].deprel == "root"
        assert len(reading.subtree(roots[0].index)) == s.last - s.first
    assert {s.role for s in reading.sentences} == {"headline", "body"}
    assert reading.vectors.shape == (len(reading.tokens), 384) and reading.vectors.dtype == np.float32
    assert reading.event_scores.shape == (len(reading.tokens), 17)
    assert reading.attribution_scores.shape == (len(reading.tokens), 7)
    assert np.allclose(np.exp(reading.attribution_scores).sum(1), 1, atol=1e-4)


@needs_model
def test_reader_finds_who_said_what(reading: Reading) -> None:
    words = {s.role: [] for s in reading.attributions}
    for s in reading.attributions:
        words[s.role].append(" ".join(t.text for t in reading.tokens[s.first : s.last]))
    assert "said" in words["cue"] and "told" in words["cue"]
    assert "she" in words["source"]
    assert any("We wo n't stay there" in w for w in words["content"])
    assert any(" ".join(t.text for t in reading.tokens[e.first : e.last]) == "Geneva" and e.label == "place" for e in reading.entities)
    said = next(t for t in reading.tokens if t.text == "said")
    assert (said.lemma, said.upos) == ("say", "VERB")


@needs_model
def test_reader_gives_the_same_whatever_was_read_before(reader: Reader, reading: Reading) -> None:
    reader.read(article("Another short text."))
    again = reader.read(article())
    assert again.tokens == reading.tokens and again.entities == reading.entities and again.attributions == reading.attributions
    assert again.vectors.tobytes() == reading.vectors.tobytes()


@needs_model
@pytest.mark.parametrize("blocks", [(), (Block(0, 3, "body"),)])
def test_reader_takes_an_article_without_words(reader: Reader, blocks: tuple[Block, ...]) -> None:
    empty = reader.read(Article(id="a", text=" \n ", blocks=blocks))
    assert empty.tokens == () and empty.sentences == () and empty.vectors.shape == (0, 384)


@needs_model
def test_reader_cuts_a_sentence_beyond_the_encoder_and_a_word_beyond_reason(reader: Reader) -> None:
    body = "word " * 900 + "x" * 5000
    long = reader.read(article(body))
    assert len(long.sentences) > 3
    assert long.tokens[-1].text == "x" * 5000


def test_reader_says_what_to_do_when_the_model_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InstallationError) as caught:
        Reader(tmp_path)
    assert caught.value.hint


def test_reader_loads_the_runtime_only_when_made() -> None:
    code = "import sys, chancery.understand; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_graph_in_floats_reads_as_the_graph_in_integers(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    import onnxruntime

    from chancery.understand import reader as module
    from chancery.understand.floats import float_graph

    graph = float_graph(FOLDER / "language.onnx")
    whole = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    monkeypatch.setattr(module, "_session", lambda folder, device: whole)
    seen = Reader(threads=1).read(article())
    assert [t.text for t in seen.tokens] == [t.text for t in reading.tokens]
    same = [(a.upos, a.lemma, a.head, a.deprel) == (b.upos, b.lemma, b.head, b.deprel) for a, b in zip(seen.tokens, reading.tokens, strict=True)]
    assert sum(same) >= 0.9 * len(same)
    assert [(e.first, e.last) for e in seen.entities] == [(e.first, e.last) for e in reading.entities]


def test_reader_says_what_to_do_where_there_is_no_such_device() -> None:
    with pytest.raises(InstallationError, match="CUDA") as raised:
        Reader(threads=1, device="cuda")
    assert "cpu" in (raised.value.hint or "")


def test_reader_gives_the_same_on_any_number_of_threads(reading: Reading) -> None:
    other = Reader(threads=3).read(article())
    assert other.tokens == reading.tokens and np.array_equal(other.vectors, reading.vectors)
