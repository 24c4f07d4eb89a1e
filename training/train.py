"""Train the network on all corpora at once: python -m training.train [--phase main|settle] [--steps N]. Seeded, logged, resumable from its last checkpoint.

`main` starts from the published encoder; `settle` goes on from its end for a few hundred steps at a low rate, mostly on the treebanks.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8192")

import torch
from torch import Tensor, nn

from training import windows
from training.batches import Encoded, batches, pieces
from training.network import Network, Sizes

RUNS = Path(__file__).parent / "runs"


@dataclass(frozen=True)
class Phase:
    """How often a step draws from each corpus, how many steps, and the peak rates of the top layer and of the heads.

    The rates fall linearly; `bend` (a step, and the step at which they would reach zero before it) lets them fall faster from there on.
    """

    shares: dict[str, float]
    steps: int
    rate: float
    head_rate: float
    after: str | None = None
    bend: tuple[int, int] | None = None

    def factor(self, step: int, steps: int) -> float:
        """What the peak rates are multiplied by at a step of `steps`."""
        warm = steps // 20
        bend, end = self.bend or (steps, steps)
        if step <= bend:
            return min((step + 1) / warm, max(0.0, (end - step) / (end - warm)))
        return (end - bend) / (end - warm) * max(0.0, (steps - step) / (steps - bend))


PHASES = {
    "main": Phase({"trees": 0.46, "attributions": 0.38, "names": 0.09, "stories": 0.07}, 4400, 2e-4, 1e-3, bend=(3600, 5200)),
    "settle": Phase({"trees": 0.62, "attributions": 0.22, "names": 0.11, "stories": 0.05}, 500, 4e-5, 2e-4, "main"),
}
#: the phase whose weights are shipped
LAST = "settle"
#: the weight of each layer's loss
WEIGHTS = {"upos": 1.0, "feats": 0.5, "lemma": 0.5, "entity": 1.0, "attribution": 1.0, "event": 0.5}
BUDGET, WINDOW = 1600, 160


def corpora(seed: int) -> tuple[dict[str, list[Encoded]], dict[str, list[str]]]:
    """Every corpus as encoded windows, and the label names."""
    rng = random.Random(seed)
    ewt, gum = list(windows.treebank("ud_ewt/train.conllu.gz")), windows.gum("train")
    labels = windows.vocabulary(ewt + gum)
    names = windows.re3d()
    singles = []
    for part in ("politics", "science", "literature", "music", "ai"):
        singles += windows.tagged(f"crossner/{part}.train.jsonl.gz", skip=frozenset({"algorithm"}))
    singles += windows.tagged("wikigold/train.jsonl.gz") + windows.tagged("wnut17/train.jsonl.gz")
    rng.shuffle(singles)
    polnear = windows.polnear("train")
    groups = {"trees": ewt + gum, "attributions": polnear}
    length = {id(s): sum(len(pieces(w)) for w in s.words) for s in [*ewt, *gum, *names, *singles, *polnear]}
    index = {n: {v: i for i, v in enumerate(values)} for n, values in labels.items()}
    packed = {n: windows.pack(s, length, WINDOW, rng=rng if n == "trees" else None) for n, s in groups.items()}
    packed["names"] = windows.pack(names, length, WINDOW) + windows.pack(singles, length, WINDOW // 2, mix=True)
    packed["stories"] = windows.stories() + windows.plover_sentences() * 4
    encoded = {n: [e for w in found if len((e := Encoded(w, index)).pieces) <= 400] for n, found in packed.items()}
    return encoded, labels


def losses(network: Network, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of every layer that the batch has labels for."""
    _, full, root = network.encode(batch["pieces"], batch["shapes"], batch["mask"], batch["first"], batch["last"], batch["word_shapes"])
    entropy, found = nn.functional.cross_entropy, {}
    for name in WEIGHTS:
        target = batch[name]
        if bool((target >= 0).any()):
            scores = getattr(network, name)(full).float()
            found[name] = WEIGHTS[name] * entropy(scores.flatten(0, 1), target.flatten(), ignore_index=windows.IGNORE)
    head = batch["head"]
    if bool((head >= 0).any()):
        sentence = batch["sentence"]
        same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence >= 0)[:, :, None]
        allowed = torch.cat([torch.ones_like(same[:, :, :1]), same], -1)
        scores = network.arcs(full, root).float().masked_fill(~allowed, -1e4)
        found["arc"] = entropy(scores.flatten(0, 1), head.flatten(), ignore_index=windows.IGNORE)
        label = network.labels(full, root, head.clamp(min=0)).float()
        found["label"] = entropy(label.flatten(0, 1), batch["deprel"].flatten(), ignore_index=windows.IGNORE)
    if bool((batch["story"] > 0).any()):
        real = (batch["sentence"] >= 0)[:, :, None]
        scores = network.event(full).float()
        # the story's score for a type: its best words' (a soft maximum over words), against "none"
        pooled = torch.logsumexp(scores.masked_fill(~real, -1e4) * 2, 1) / 2
        pooled = torch.cat([scores.new_full((len(pooled), 1), -1e4), pooled[:, 1:]], 1)
        has = batch["story"].sum(1) > 0
        log = torch.log_softmax(pooled[has], -1)
        found["story"] = -torch.logsumexp(log + torch.log(batch["story"][has] + 1e-6), -1).mean()
        # and most words trigger nothing
        odds = torch.log_softmax(scores, -1)[:, :, 0]
        found["calm"] = 0.2 * torch.relu(0.9 - (odds.exp() * real[:, :, 0]).sum(1) / real[:, :, 0].sum(1)).mean()
    return found


def optimiser(network: Network, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW: lower rates for lower layers, a high one for the heads."""
    groups = []
    taken: set[int] = set()

    def add(module: nn.Module, lr: float) -> None:
        params = list(module.parameters())
        taken.update(id(p) for p in params)
        groups.append({"params": params, "lr": lr})

    for depth, layer in enumerate(reversed(network.layers)):
        add(layer, rate * 0.9**depth)
    for part in (network.word, network.place, network.kind, network.norm):
        add(part, rate * 0.9**6)
    groups.append({"params": [p for p in network.parameters() if id(p) not in taken], "lr": head_rate})
    return torch.optim.AdamW(groups, betas=(0.9, 0.99), weight_decay=0.01)


def main() -> None:
    """Train, or go on from the run's last checkpoint."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--phase", choices=list(PHASES), default="main")
    ap.add_argument("--steps", type=int, help="instead of the phase's own number")
    ap.add_argument("--run", type=Path, help="folder of checkpoints and log (runs/PHASE)")
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--threads", type=int, default=0)
    ap.add_argument("--stop", type=int, help="stop after this step (for a trial of the speed)")
    args = ap.parse_args()
    phase, folder = PHASES[args.phase], args.run or RUNS / args.phase
    steps = args.steps or phase.steps
    if args.threads:
        torch.set_num_threads(args.threads)
    folder.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    encoded, labels = corpora(args.seed)
    print({n: (len(v), sum(len(e.pieces) for e in v)) for n, v in encoded.items()}, {n: len(v) for n, v in labels.items()}, flush=True)
    torch.manual_seed(args.seed)
    network = Network.load(RUNS / phase.after / "network.pt")[0] if phase.after else Network.pretrained(Sizes(**{n: len(v) for n, v in labels.items()}))
    network.to(device)
    adam = optimiser(network, phase.rate, phase.head_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, lambda s: phase.factor(s, steps))
    begin, checkpoint = 0, folder / "checkpoint.pt"
    if checkpoint.exists():
        kept = torch.load(checkpoint, map_location=device, weights_only=True)
        network.load_state_dict(kept["network"])
        adam.load_state_dict(kept["adam"])
        schedule.load_state_dict(kept["schedule"])
        begin = kept["step"]
    rng = random.Random(args.seed + begin)
    torch.manual_seed(args.seed + begin)
    streams = {n: batches(v, BUDGET, random.Random(f"{args.seed}-{n}-{begin}")) for n, v in encoded.items()}
    # on a processor that has no bfloat16 in hardware it is made up in software, five times slower than 32-bit floats
    half = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    network.train()
    log, clock = (folder / "log.jsonl").open("a"), time.monotonic()
    sums: dict[str, list[float]] = {}
    for step in range(begin + 1, steps + 1):
        kind = rng.choices(list(phase.shares), list(phase.shares.values()))[0]
        batch = {k: v.to(device) for k, v in next(streams[kind]).items()}
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half):
            found = losses(network, batch)
            loss = torch.stack(list(found.values())).sum()
        adam.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        adam.step()
        schedule.step()
        for name, value in found.items():
            sums.setdefault(name, []).append(float(value.detach()))
        if step % 50 == 0:
            seconds = (time.monotonic() - clock) / 50
            clock = time.monotonic()
            log.write(json.dumps({"step": step, "seconds": round(seconds, 3), **{n: round(sum(v) / len(v), 4) for n, v in sorted(sums.items())}}) + "\n")
            log.flush()
            sums = {}
        if step % 300 == 0 or step == steps or step == args.stop:
            network.save(folder / "network.pt.part", labels)
            (folder / "network.pt.part").replace(folder / "network.pt")
            state = {"network": network.state_dict(), "adam": adam.state_dict(), "schedule": schedule.state_dict(), "step": step}
            torch.save(state, folder / "checkpoint.part")
            (folder / "checkpoint.part").replace(checkpoint)
        if step == args.stop:
            break


if __name__ == "__main__":
    main()
