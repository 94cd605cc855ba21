/** A Python program that builds an exported network in PyTorch and loads its weights; the same for every network. */
export const loadWeightsText = `"""Builds a network that Isthmus exported and loads its weights into PyTorch.

    python load_weights.py w1.safetensors
    python load_weights.py w1.npz architecture.json

In a program of your own:

    from load_weights import load_network
    model = load_network("w1.safetensors")
    logits = model(inputs)

Inputs are float32, one row a sample, in the shape that architecture.json calls "input" and scaled as the data in Isthmus
were. Needs PyTorch 1.12 or newer, and NumPy for npz files. You may use this file as you like.
"""

import json
import struct
import sys

import torch
from torch import nn
from torch.nn import functional as F


def read_tensors(path):
    """The tensors of a safetensors or npz file by name, and the texts at its head."""
    if path.endswith(".npz"):
        import numpy

        with numpy.load(path) as arrays:
            return {name: torch.from_numpy(arrays[name]) for name in arrays.files}, {}
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        flat = torch.frombuffer(data, dtype=torch.float32, count=(end - start) // 4, offset=start)
        tensors[name] = flat.reshape(entry["shape"]).clone()
    return tensors, metadata


class BatchNorm(nn.modules.batchnorm._BatchNorm):
    """Batch norm of features and of images alike."""

    def _check_input_dim(self, input):
        pass


class Network(nn.Module):
    """An architecture as Isthmus writes it; its tensors are named as in the file."""

    def __init__(self, architecture, tensors):
        super().__init__()
        self.layers = architecture["layers"]
        self._add_layers(self.layers, "", tensors)

    def forward(self, x):
        return self._run_layers(self.layers, "", x)

    def _add_layers(self, layers, prefix, tensors):
        for index, layer in enumerate(layers):
            path = prefix + str(index)
            if layer["type"] == "residual":
                self._add_layers(layer["body"], path + ".body.", tensors)
                self._add_layers(layer["shortcut"], path + ".shortcut.", tensors)
            elif layer["type"] in ("linear", "conv2d", "batchnorm"):
                name = layer.get("name", path)
                self._add(name, make_module(layer, tensors[name + ".weight"].shape))

    def _add(self, name, module):
        *parents, last = name.split(".")
        owner = self
        for parent in parents:
            if parent not in owner._modules:
                owner.add_module(parent, nn.Module())
            owner = owner._modules[parent]
        owner.add_module(last, module)

    def _run_layers(self, layers, prefix, x):
        for index, layer in enumerate(layers):
            x = self._run(layer, prefix + str(index), x)
        return x

    def _run(self, layer, path, x):
        kind = layer["type"]
        if kind == "residual":
            body = self._run_layers(layer["body"], path + ".body.", x)
            return body + self._run_layers(layer["shortcut"], path + ".shortcut.", x)
        if kind in ("linear", "conv2d", "batchnorm"):
            return self.get_submodule(layer.get("name", path))(x)
        if kind == "dropout":
            return F.dropout(x, layer["rate"], self.training)
        return functions[kind](x, layer)


def make_module(layer, shape):
    """A layer with tensors; how many inputs it has is told by the shape of its weight."""
    if layer["type"] == "linear":
        return nn.Linear(shape[1], shape[0], bias=layer.get("bias", True))
    if layer["type"] == "batchnorm":
        return BatchNorm(shape[0], eps=layer.get("eps", 1e-5), momentum=layer.get("momentum", 0.1))
    groups = layer.get("groups", 1)
    return nn.Conv2d(
        shape[1] * groups,
        shape[0],
        layer["kernel"],
        stride=layer.get("stride", 1),
        padding=layer.get("padding", 0),
        dilation=layer.get("dilation", 1),
        groups=groups,
        bias=layer.get("bias", True),
    )


def pool(function):
    return lambda x, layer: function(
        x, layer["kernel"], layer.get("stride", layer["kernel"]), layer.get("padding", 0)
    )


functions = {
    "relu": lambda x, layer: F.relu(x),
    "leakyrelu": lambda x, layer: F.leaky_relu(x, layer.get("slope", 0.01)),
    "tanh": lambda x, layer: torch.tanh(x),
    "sigmoid": lambda x, layer: torch.sigmoid(x),
    "gelu": lambda x, layer: F.gelu(x, approximate=layer.get("approximate", "none")),
    "silu": lambda x, layer: F.silu(x),
    "maxpool": pool(F.max_pool2d),
    "avgpool": pool(F.avg_pool2d),
    "globalavgpool": lambda x, layer: x.mean((2, 3)),
    "flatten": lambda x, layer: x.flatten(1),
}


def load_network(path, architecture=None):
    """The network of an exported file, ready to evaluate; of an npz the architecture must be given."""
    tensors, metadata = read_tensors(path)
    if architecture is None:
        architecture = json.loads(metadata["isthmus.architecture"])
    model = Network(architecture, tensors)
    model.load_state_dict(tensors)
    return model.eval()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    described = None
    if len(sys.argv) > 2:
        with open(sys.argv[2]) as file:
            described = json.load(file)
    network = load_network(sys.argv[1], described)
    print(network)
    print(sum(parameter.numel() for parameter in network.parameters()), "parameters")
`
