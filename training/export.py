"""Checkpoints -> the files that are shipped: python -m training.export [--out DIR] [--plain]. One graph for all heads, quantised to int8 per channel."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.lemmas import table
from training.network import WIDTH, Network, pretrained_folder
from training.train import PARSED, SHIPPED, weights_of

MODELS = Path(__file__).resolve().parents[1] / "src" / "chancery" / "models"
INPUTS = ("pieces", "shapes", "mask", "first", "last", "word_shapes", "sentence")
#: layers that only shape the vectors
INNER = ("modality", "act", "stance", "undertaking")
OUTPUTS = ("vector", "upos", "feats", "lemma", "entity", "attribution", "event", "arcs", "heads", "label", "label_dependent", "label_head")


class Graph(nn.Module):
    """All heads of one pass, decoded as far as a graph can: best tags, best heads within the sentence, their labels."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor, word_shapes: Tensor, sentence: Tensor) -> tuple[Tensor, ...]:
        n = self.network
        vector, full, root = n.encode(pieces, shapes, mask, first, last, word_shapes)
        arcs = n.arcs(full, root)
        other = (sentence[:, :, None] != sentence[:, None, :]).to(arcs.dtype)
        penalty = torch.cat([torch.zeros_like(other[:, :, :1]), other], -1)
        arcs = arcs - penalty * 10000.0
        heads = arcs.argmax(-1)
        act = nn.functional.gelu
        return (
            vector,
            n.upos(full).argmax(-1),
            n.feats(full).argmax(-1),
            n.lemma(full).argmax(-1),
            torch.log_softmax(n.entity(full), -1),
            torch.log_softmax(n.attribution(full), -1),
            torch.log_softmax(n.event(full), -1),
            arcs,
            heads,
            n.labels(full, root, heads).argmax(-1),
            act(n.label_dependent(full)),
            act(n.label_head(torch.cat([root, full], 1))),
        )


def export(network: Network, labels: dict, out: Path, *, quantise: bool = True) -> None:
    """Write language.onnx, language.json, lemmas.json, labels.npy and tokenizer.json into `out`."""
    graph = Graph(network.eval())
    b, t, w = 2, 12, 8
    example = (
        torch.randint(1000, 2000, (b, t)), torch.ones(b, t, dtype=torch.long), torch.ones(b, t, dtype=torch.long),
        torch.arange(w).repeat(b, 1) + 1, torch.arange(w).repeat(b, 1) + 1, torch.ones(b, w, dtype=torch.long), torch.zeros(b, w, dtype=torch.long),
    )  # fmt: skip
    axes = {n: {0: "rows", 1: "pieces" if n in ("pieces", "shapes", "mask") else "words"} for n in INPUTS}
    axes.update({n: {0: "rows", 1: "words"} for n in OUTPUTS})
    axes["arcs"][2] = "heads"
    axes["label_head"][1] = "heads"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain, ready = Path(scratch) / "plain.onnx", Path(scratch) / "ready.onnx"
        torch.onnx.export(graph, example, str(plain), input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False)
        if quantise:
            quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
            kinds = ["MatMul", "Gemm", "Gather"]
            quantize_dynamic(str(ready), str(out / "language.onnx"), op_types_to_quantize=kinds, per_channel=True, weight_type=QuantType.QInt8)
        else:
            shutil.copy(plain, out / "language.onnx")
    card = {"width": WIDTH, "labels": {n: v for n, v in labels.items() if n not in INNER}}
    (out / "language.json").write_text(json.dumps(card, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    (out / "lemmas.json").write_text(json.dumps(table(), ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    np.save(out / "labels.npy", network.label.detach().numpy().astype(np.float16))
    shutil.copy(pretrained_folder() / "tokenizer.json", out / "tokenizer.json")


def main() -> None:
    """Export the mean of the phases that are shipped."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, default=MODELS)
    ap.add_argument("--plain", action="store_true", help="leave it in 32-bit floats")
    args = ap.parse_args()
    network, labels = Network.mean({weights_of(name): share for name, share in SHIPPED.items()}, parsed={weights_of(name) for name in PARSED})
    export(network, labels, args.out, quantise=not args.plain)


if __name__ == "__main__":
    main()
