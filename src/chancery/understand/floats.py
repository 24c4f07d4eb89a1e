"""The shipped 8-bit graph -> the same graph in 32-bit floats, for processors that have no kernels for 8-bit products, as graphics cards have none.

The weights are what the 8-bit ones stand for, so that nothing is downloaded; sums are no longer rounded to 8 bits, and a record may differ in what lies at a
threshold.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chancery.errors import InstallationError


def float_graph(path: Path) -> bytes:
    """The serialised graph. Raises InstallationError where the package onnx is missing."""
    try:
        import onnx
        from onnx import helper, numpy_helper
    except ModuleNotFoundError as error:
        raise InstallationError("to run the model on a graphics card the package onnx is needed", hint="pip install 'chancery[gpu]'") from error
    model = onnx.load(str(path))
    graph = model.graph
    weights = {i.name: i for i in graph.initializer}
    made_by = {name: node for node in graph.node for name in node.output}
    used_by: dict[str, list[Any]] = {}
    for node in graph.node:
        for name in node.input:
            used_by.setdefault(name, []).append(node)

    def whole(name: str) -> Any:
        base = name.removesuffix("_quantized")
        low, scale, zero = (numpy_helper.to_array(weights[base + end]) for end in ("_quantized", "_scale", "_zero_point"))
        return (low.astype("float32") - zero.astype("float32")) * scale

    gone: set[int] = set()
    replaced: dict[int, Any] = {}
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        rounded = made_by[node.input[0]]  # DynamicQuantizeLinear
        (cast,) = used_by[node.output[0]]
        (scaled,) = used_by[cast.output[0]]
        scale = made_by[next(name for name in scaled.input if name != cast.output[0])]
        name = node.input[1].removesuffix("_quantized") + "_float"
        if name not in weights:
            weights[name] = numpy_helper.from_array(whole(node.input[1]), name)
            graph.initializer.append(weights[name])
        replaced[id(scaled)] = helper.make_node("MatMul", [rounded.input[0], name], list(scaled.output), name=scaled.name + "_float")
        gone.update(id(n) for n in (rounded, node, cast, scale))
    kept = [replaced.get(id(n), n) for n in graph.node if id(n) not in gone]
    del graph.node[:]
    graph.node.extend(kept)
    wanted = {name for node in kept for name in node.input}
    left = [i for i in graph.initializer if i.name in wanted]
    del graph.initializer[:]
    graph.initializer.extend(left)
    return bytes(model.SerializeToString())
