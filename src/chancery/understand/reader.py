"""Article -> Reading: the ONNX model and the decoding of what it says."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from chancery.errors import InstallationError
from chancery.knowledge import Knowledge
from chancery.models import FOLDER
from chancery.models.heads import Heads
from chancery.schema.article import Article
from chancery.schema.reading import AttributionRole, AttributionSpan, Entity, Reading, Sentence, Token
from chancery.understand.attributions import Chain
from chancery.understand.entities import Entities
from chancery.understand.gazetteer import Gazetteer
from chancery.understand.lemmas import Lemmas
from chancery.understand.pieces import Pieces
from chancery.understand.tags import spans
from chancery.understand.trees import heads_of, is_tree
from chancery.understand.windows import Batch, Cut, batches, cut

Floats = NDArray[np.float32]
#: a batch, and what gives the model's outputs for it
Pass = tuple[Batch, Callable[[], list[NDArray[Any]]]]
CUDA = "CUDAExecutionProvider"
#: of the encoder's vectors
WIDTH = 384
#: outputs of the graph, in order; all are (rows, words, ...)
OUTPUTS = ("vector", "upos", "feats", "lemma", "entity", "attribution", "event", "arcs", "heads", "label", "label_dependent", "label_head")


@dataclass(slots=True, eq=False)
class Analysis:
    """The model's word on each word of an article, decoded: label numbers, heads within the sentence (0 the root), attribution tags, entities, scores."""

    vectors: Floats
    events: Floats
    attributions: Floats
    numbers: dict[str, NDArray[np.int64]]
    heads: NDArray[np.int64]
    paths: NDArray[np.int64]
    entities: list[Entity]

    @classmethod
    def empty(cls, size: int, *, width: int, events: int, attributions: int) -> Analysis:
        """Room for `size` words."""
        return cls(
            vectors=np.zeros((size, width), np.float32),
            events=np.zeros((size, events), np.float32),
            attributions=np.zeros((size, attributions), np.float32),
            numbers={name: np.zeros(size, np.int64) for name in ("upos", "feats", "lemma", "label")},
            heads=np.zeros(size, np.int64),
            paths=np.zeros(size, np.int64),
            entities=[],
        )


class Reader:
    """The language model of a folder, loaded once and used for many articles.

    `threads` is how many the model may use; none takes all cores. `knowledge` has the tables of names that entities are checked against. On the device "cuda"
    the model runs in 32-bit floats on a graphics card.

    Raises:
        InstallationError: a file of the model is missing or damaged, or there is no such device.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None, *, knowledge: Knowledge | None = None, device: str = "cpu") -> None:
        folder = folder or FOLDER
        self.threads = threads or os.cpu_count() or 1
        try:
            card = json.loads((folder / "language.json").read_text(encoding="utf-8"))
            self.labels: dict[str, list[str]] = card["labels"]
            self._width: int = card["width"]
            self._label_weights: Floats = np.load(folder / "labels.npy").astype(np.float32)
            self.lemmas = Lemmas(folder)
            self.session = _session(folder, device)
        except InstallationError:
            raise
        except Exception as error:
            raise InstallationError(f"the language model is missing or damaged: {error}", hint="install chancery again") from error
        self.pieces = Pieces(folder)
        self.entities = Entities(Heads()["names"], Gazetteer(knowledge or Knowledge()), self.labels["entity"])
        self.chain = Chain(self.labels["attribution"])

    def read(self, article: Article) -> Reading:
        """What the model makes of the article; one without words gives an empty reading."""
        return self.decode(article, *self.passes(article))

    @cached_property
    def pool(self) -> ThreadPoolExecutor:
        """The threads on which passes run side by side, each pass on one of them."""
        return ThreadPoolExecutor(self.threads, thread_name_prefix="model")

    def passes(self, article: Article) -> tuple[list[Cut], list[Pass]]:
        """The article's sentences, and its batches with what gives the model's outputs for each; on several threads they are under way at once."""
        found = cut(article, self.pieces)
        return found, self._passes(article.text, found)

    def _passes(self, text: str, found: Sequence[Cut]) -> list[Pass]:
        if self.threads == 1:
            return [(batch, partial(run, self.session, batch)) for batch in batches(text, found)]
        return [(batch, self.pool.submit(run, self.session, batch).result) for batch in batches(text, found)]

    def decode(self, article: Article, found: Sequence[Cut], passes: Iterable[Pass]) -> Reading:
        """The reading of an article from its sentences and the model's passes over them."""
        seen = self._analysed(article.text, found, passes)
        starts = _starts(found)
        return Reading(
            article=article,
            sentences=tuple(Sentence(i, s.start, s.end, starts[i], starts[i + 1], s.role) for i, s in enumerate(found)),
            tokens=self._tokens(article.text, found, starts, seen),
            entities=tuple(seen.entities),
            attributions=tuple(self._attributions(seen.paths, seen.attributions)),
            vectors=seen.vectors,
            event_scores=seen.events,
            attribution_scores=seen.attributions,
        )

    def analyse(self, text: str, found: Sequence[Cut]) -> Analysis:
        """What the model says of sentences already cut; `text` is what their offsets point into."""
        return self._analysed(text, found, self._passes(text, found))

    def _analysed(self, text: str, found: Sequence[Cut], passes: Iterable[Pass]) -> Analysis:
        starts = _starts(found)
        seen = Analysis.empty(starts[-1], width=self._width, events=len(self.labels["event"]), attributions=len(self.labels["attribution"]))
        names: Floats = np.zeros((starts[-1], len(self.labels["entity"])), np.float32)
        sentence_at = {start: i for i, start in enumerate(starts[:-1])}
        for batch, outputs in passes:
            out = dict(zip(OUTPUTS, outputs(), strict=True))
            for row, (at, n) in enumerate(batch.windows):
                here = slice(at, at + n)
                seen.vectors[here], seen.events[here], seen.attributions[here] = out["vector"][row, :n], out["event"][row, :n], out["attribution"][row, :n]
                for name, into in seen.numbers.items():
                    into[here] = out[name][row, :n]
                names[here] = out["entity"][row, :n]
                self._heads(found, sentence_at, out, row, at, n, seen)
        words = [text[a:b] for s in found for a, b in s.spans]
        upos = [self.labels["upos"][i] for i in seen.numbers["upos"].tolist()]
        arcs = [self.labels["deprel"][i] if head else "root" for i, head in zip(seen.numbers["label"].tolist(), seen.heads.tolist(), strict=True)]
        seen.paths[:] = self.chain.paths(words, upos, seen.heads, arcs, seen.attributions, starts)
        seen.entities[:] = self.entities.of(words, seen.vectors, names, starts, upos)
        return seen

    def _attributions(self, path: NDArray[np.int64], scores: Floats) -> list[AttributionSpan]:
        found = []
        own = scores[np.arange(len(path)), path]
        for first, last, label in spans(cast(list[int], path.tolist()), self.labels["attribution"]):
            score = float(np.exp(own[first:last].mean()))
            found.append(AttributionSpan(first, last, cast(AttributionRole, label), round(score, 4)))
        return found

    def _heads(self, found: Sequence[Cut], sentence_at: dict[int, int], out: dict[str, NDArray[Any]], row: int, at: int, n: int, seen: Analysis) -> None:
        """Fill in the heads of one window's words; where the best heads are no tree, find the best tree and label the changed arcs anew."""
        heads, labels = seen.heads, seen.numbers["label"]
        begin = 0
        while begin < n:
            size = len(found[sentence_at[at + begin]].spans)
            own: list[int] = [0 if h == 0 else int(h) - begin for h in out["heads"][row, begin : begin + size]]
            if not is_tree(own):
                columns = [0, *range(begin + 1, begin + size + 1)]
                tree = heads_of(out["arcs"][row, begin : begin + size][:, columns])
                for i, (old, new) in enumerate(zip(own, tree, strict=True)):
                    if old != new:
                        labels[at + begin + i] = self._label(out, row, begin + i, 0 if new == 0 else begin + new)
                own = tree
            heads[at + begin : at + begin + size] = own
            begin += size

    def _label(self, out: dict[str, NDArray[Any]], row: int, word: int, head: int) -> int:
        dependent = np.append(out["label_dependent"][row, word], 1.0).astype(np.float32)
        governor = np.append(out["label_head"][row, head], 1.0).astype(np.float32)
        return int(((dependent @ self._label_weights).reshape(-1, len(governor)) @ governor).argmax())

    def _tokens(self, text: str, found: Sequence[Cut], starts: Sequence[int], seen: Analysis) -> tuple[Token, ...]:
        tokens: list[Token] = []
        upos, feats, rules, deprel = self.labels["upos"], self.labels["feats"], self.labels["lemma"], self.labels["deprel"]
        lists = {name: values.tolist() for name, values in seen.numbers.items()}
        tags, morphs, edits, arcs, head = lists["upos"], lists["feats"], lists["lemma"], lists["label"], seen.heads.tolist()
        i = 0
        for n, sentence in enumerate(found):
            first = starts[n] - 1
            for a, b in sentence.spans:
                word = text[a:b]
                h = head[i]
                tokens.append(
                    Token(
                        i, a, b, word, self.lemmas.of(word, upos[tags[i]], rules[edits[i]]), upos[tags[i]], feats[morphs[i]],
                        first + h if h else -1, deprel[arcs[i]] if h else "root", n,
                    )
                )  # fmt: skip
                i += 1
        return tuple(tokens)


def _session(folder: Path, device: str) -> Any:
    """The model's graph, each pass on the thread that asks for it."""
    import onnxruntime  # heavy: only when a model is really wanted

    if device == "cuda":
        from chancery.understand.floats import float_graph

        if CUDA not in onnxruntime.get_available_providers():
            hint = "pip uninstall onnxruntime; pip install 'chancery[gpu]'; or leave the device at cpu"
            raise InstallationError("this onnxruntime knows no CUDA device", hint=hint)
        return onnxruntime.InferenceSession(float_graph(folder / "language.onnx"), providers=[CUDA, "CPUExecutionProvider"])

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # without it sums of products overflow on processors that have no instructions for 8-bit dot products (AVX2, AVX-512 before VNNI), and the record is another
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(str(folder / "language.onnx"), options, providers=["CPUExecutionProvider"])


def run(session: Any, batch: Batch) -> list[NDArray[Any]]:
    """One pass of the model over a batch: its outputs in the order of OUTPUTS."""
    outputs: list[NDArray[Any]] = session.run(list(OUTPUTS), batch.inputs)
    return outputs


def _starts(found: Sequence[Cut]) -> list[int]:
    """The first word of each sentence, and how many there are in all."""
    return list(accumulate((len(s.spans) for s in found), initial=0))
