"""What the reader loads: the encoder as an ONNX file of eight-bit numbers, the heads as plain arrays."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.pairs.labels import FACTS, REPORTS
from training.pairs.network import PairNetwork


def export(network: PairNetwork, folder: Path, lines: Mapping[str, NDArray[np.float64]]) -> None:
    """Write `encoder.onnx`, `heads.npz` and `labels.json` into the folder; `lines` are the small head's arrays."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        example = (torch.ones(2, 8, dtype=torch.long), torch.ones(2, 8), torch.ones(2, 6, 8) / 8)
        names = {"ids": ("sentences", "pieces"), "mask": ("sentences", "pieces"),
                 "share": ("sentences", "words", "pieces"), "vectors": ("sentences", "words")}  # fmt: skip
        torch.onnx.export(
            network.encoder, example, whole, input_names=["ids", "mask", "share"], output_names=["vectors"],
            opset_version=17, dynamo=False, dynamic_axes={name: dict(enumerate(axes)) for name, axes in names.items()},
        )  # fmt: skip
        # Seven bits a weight: eight overflow the sixteen-bit sums of processors without VNNI.
        quantize_dynamic(
            whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    labels = {"facts": FACTS, "reports": [f"re3d {name}" for name in REPORTS]}
    (folder / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    state = {name: value.numpy() for name, value in network.heads["pairs"].state_dict().items()} | dict(lines)
    # half precision is far finer than what eight bits leave of the layers below
    np.savez(folder / "heads.npz", **{name: value.astype(np.float16) for name, value in state.items()})
