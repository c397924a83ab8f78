"""What the reader loads: the deeper layers as an ONNX file of eight-bit numbers, the heads as plain arrays."""

import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from extractors.encoder import SIZE
from training.pairs.labels import RELATIONS
from training.pairs.network import PairNetwork


def export(network: PairNetwork, folder: Path) -> None:
    """Write `layers.onnx`, `heads.npz` and `labels.json` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            network.upper, (torch.zeros(2, 8, SIZE), torch.ones(2, 8)), whole, input_names=["vectors", "mask"],
            output_names=["deeper"], opset_version=17, dynamo=False,
            dynamic_axes={name: {0: "sentences", 1: "words"} for name in ("vectors", "mask", "deeper")},
        )  # fmt: skip
        # Seven bits a weight: eight overflow the sixteen-bit sums of processors without VNNI.
        quantize_dynamic(
            whole, folder / "layers.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    (folder / "labels.json").write_text(json.dumps({"relations": RELATIONS}, indent=1) + "\n", encoding="utf-8")
    state = network.heads["pairs"].state_dict()
    # half precision is far finer than what eight bits leave of the layers below
    np.savez(folder / "heads.npz", **{name: value.numpy().astype(np.float16) for name, value in state.items()})
