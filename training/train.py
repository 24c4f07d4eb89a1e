"""Train the network on all corpora at once: python -m training.train --phase NAME [--steps N]. Seeded, logged, resumable from its last checkpoint.

`plain` and `coded` start from the published encoder, the second with the coded texts among its corpora; each settles at a low rate. The mean of the two, which
lie in one basin but for the arcs, is where `joint` and `joint-again` go on, each with an order of its own. The mean of all is what is shipped.
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
    """How often a step draws from each corpus, how many steps, and the peak rates of the top layer and of the heads, which fall linearly.

    `after` names the phases from whose mean it starts; none starts from the published encoder.
    """

    shares: dict[str, float]
    steps: int
    rate: float
    head_rate: float
    after: tuple[str, ...] = ()
    seed: int = 7

    def factor(self, step: int, steps: int) -> float:
        """What the peak rates are multiplied by at a step of `steps`."""
        warm = steps // 20
        return min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))


SETTLED = ("plain-settled", "coded-settled")
PHASES = {
    "plain": Phase({"trees": 0.46, "attributions": 0.38, "names": 0.09, "stories": 0.07}, 4400, 2e-4, 1e-3),
    "plain-settled": Phase({"trees": 0.62, "attributions": 0.22, "names": 0.11, "stories": 0.05}, 500, 4e-5, 2e-4, ("plain",)),
    "coded": Phase({"trees": 0.42, "attributions": 0.38, "names": 0.07, "stories": 0.03, "coded": 0.10}, 4400, 2e-4, 1e-3),
    "coded-settled": Phase({"trees": 0.42, "attributions": 0.26, "names": 0.07, "coded": 0.25}, 800, 8e-5, 4e-4, ("coded",)),
    "joint": Phase({"trees": 0.45, "attributions": 0.32, "names": 0.06, "stories": 0.02, "coded": 0.15}, 2400, 1e-4, 5e-4, SETTLED),
    "joint-again": Phase({"trees": 0.43, "attributions": 0.29, "names": 0.06, "stories": 0.01, "coded": 0.21}, 2400, 1e-4, 5e-4, SETTLED, seed=11),
}
#: the phases whose mean is shipped, with what each counts for, and those that its parser is of
SHIPPED = {"plain-settled": 0.2, "coded-settled": 0.2, "joint": 0.3, "joint-again": 0.3}
PARSED = ("joint", "joint-again")
#: the weight of each layer's loss
WEIGHTS = {"upos": 1.0, "feats": 0.5, "lemma": 0.5, "entity": 1.0, "attribution": 1.0, "event": 0.8}
WEIGHTS |= {"modality": 0.3, "act": 0.6, "stance": 0.4, "undertaking": 0.4}
#: the weight of the parts beside a trigger, and how much more a word counts that triggers something, or states something, than one that does not
ROLES, POSITIVE = 1.5, 2.0
#: how much faster the projections of pairs learn than the other heads
PAIRS = 3.0
BUDGET, WINDOW = 1600, 160


def weights_of(name: str) -> Path:
    """Where the weights of a phase are."""
    return RUNS / name / "network.pt"


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
    records = windows.targets()
    length |= {id(s): sum(len(pieces(w)) for w in s.words) for s in records}
    packed["coded"] = windows.pack(records, length, WINDOW)
    encoded = {n: [e for w in found if len((e := Encoded(w, index)).pieces) <= 400] for n, found in packed.items()}
    return encoded, labels


def losses(network: Network, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of every layer that the batch has labels for."""
    vector, full, root = network.encode(batch["pieces"], batch["shapes"], batch["mask"], batch["first"], batch["last"], batch["word_shapes"])
    entropy, found = nn.functional.cross_entropy, {}
    for name in WEIGHTS:
        target = batch[name]
        if bool((target >= 0).any()):
            scores = getattr(network, name)(full).float()
            weight = torch.full((scores.shape[-1],), POSITIVE if name in ("event", "stance", "undertaking") else 1.0, device=scores.device)
            weight[0] = 1.0
            found[name] = WEIGHTS[name] * entropy(scores.flatten(0, 1), target.flatten(), ignore_index=windows.IGNORE, weight=weight)
    head = batch["head"]
    if bool((head >= 0).any()):
        sentence = batch["sentence"]
        same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence >= 0)[:, :, None]
        allowed = torch.cat([torch.ones_like(same[:, :, :1]), same], -1)
        scores = network.arcs(full, root).float().masked_fill(~allowed, -1e4)
        found["arc"] = entropy(scores.flatten(0, 1), head.flatten(), ignore_index=windows.IGNORE)
        label = network.labels(full, root, head.clamp(min=0)).float()
        found["label"] = entropy(label.flatten(0, 1), batch["deprel"].flatten(), ignore_index=windows.IGNORE)
    if len(batch["roles"]):
        row, trigger, mention, part = batch["roles"].T
        wanted = torch.stack([part & 1, part >> 1], -1).float()
        found["roles"] = ROLES * nn.functional.binary_cross_entropy_with_logits(network.roles(vector, row, trigger, mention).float(), wanted)
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
    parts = [*network.role_trigger.parameters(), *network.role_mention.parameters(), network.role_bias]
    taken.update(id(p) for p in parts)
    groups.append({"params": parts, "lr": head_rate * PAIRS})
    groups.append({"params": [p for p in network.parameters() if id(p) not in taken], "lr": head_rate})
    return torch.optim.AdamW(groups, betas=(0.9, 0.99), weight_decay=0.01)


def main() -> None:
    """Train, or go on from the run's last checkpoint."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--phase", choices=list(PHASES), required=True)
    ap.add_argument("--steps", type=int, help="instead of the phase's own number")
    ap.add_argument("--run", type=Path, help="folder of checkpoints and log (runs/PHASE)")
    ap.add_argument("--threads", type=int, default=0)
    ap.add_argument("--stop", type=int, help="stop after this step (for a trial of the speed)")
    args = ap.parse_args()
    phase, folder = PHASES[args.phase], args.run or RUNS / args.phase
    steps = args.steps or phase.steps
    if args.threads:
        torch.set_num_threads(args.threads)
    folder.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    encoded, labels = corpora(phase.seed)
    print({n: (len(v), sum(len(e.pieces) for e in v)) for n, v in encoded.items()}, {n: len(v) for n, v in labels.items()}, flush=True)
    torch.manual_seed(phase.seed)
    if phase.after:
        network, _ = Network.mean({weights_of(name): 1.0 for name in phase.after})
    else:
        network = Network.pretrained(Sizes(**{n: len(v) for n, v in labels.items()}))
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
    rng = random.Random(phase.seed + begin)
    torch.manual_seed(phase.seed + begin)
    streams = {n: batches(v, BUDGET, random.Random(f"{phase.seed}-{n}-{begin}")) for n, v in encoded.items()}
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
