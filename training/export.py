"""What the reader loads: the encoder as an ONNX file of eight-bit numbers, the heads as plain arrays."""

import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import Cutter, Network
from training.tasks import TASKS


class _Vectors(nn.Module):
    """The encoder alone: tensors in, the last layer's vectors out."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """The last hidden states, (batch, tokens, hidden), for three inputs of the shape (batch, tokens)."""
        found = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        return found.last_hidden_state


def export(network: Network, folder: Path) -> None:
    """Write `encoder.onnx`, `tokenizer.json`, `heads.npz` and `labels.json` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    export_encoder(network, folder)
    Cutter().tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "labels.json").write_text(
        json.dumps({t.name: t.labels for t in TASKS}, indent=1) + "\n", encoding="utf-8"
    )
    np.savez(folder / "heads.npz", **heads(network))


def export_encoder(network: Network, folder: Path) -> None:
    """Write `encoder.onnx` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        _write_onnx(network, whole)
        # Seven bits a weight: eight overflow the sixteen-bit sums of processors without VNNI.
        quantize_dynamic(
            whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )


def heads(network: Network) -> dict[str, np.ndarray]:
    """The arrays of the heads by name: `names.weight`, `names.bias` …"""
    found = {}
    for task in TASKS:
        layer = network.heads[task.name][-1]
        found[f"{task.name}.weight"] = layer.weight.detach().numpy()
        found[f"{task.name}.bias"] = layer.bias.detach().numpy()
    return found


def _write_onnx(network: Network, path: Path) -> None:
    network.bert.set_attn_implementation("eager")
    example = (
        torch.ones(2, 8, dtype=torch.long),
        torch.ones(2, 8, dtype=torch.long),
        torch.zeros(2, 8, dtype=torch.long),
    )
    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {name: {0: "sentences", 1: "pieces"} for name in (*names, "vectors")}
    torch.onnx.export(
        _Vectors(network.bert), example, path, input_names=names, output_names=["vectors"], dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
