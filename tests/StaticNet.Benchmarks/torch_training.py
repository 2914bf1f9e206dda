"""Training steps of the benchmarks' networks in PyTorch, on one thread.

    torch_training.py <network> <folder>

The folder has the weights to start from (weights.safetensors), the samples of a step (inputs, 32-bit floats) and their
classes (labels, 32-bit integers). Prints the losses of ten steps in a line, in a second one whether its BLAS library is a
slow or a fast one, and then for every number read from the standard input takes as many steps and prints the seconds that
one took.
"""

import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional


def dense(*widths):
    layers = [nn.Linear(widths[0], widths[1])]
    for before, after in zip(widths[1:], widths[2:]):
        layers += [nn.ReLU(), nn.Linear(before, after)]
    return (widths[0],), nn.Sequential(*layers)


def lenet():
    return (1, 28, 28), nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(),
        nn.Linear(120, 84), nn.ReLU(),
        nn.Linear(84, 10))


class Basic(nn.Module):
    """A residual block whose shortcut takes every second pixel and fills up with channels of zeros."""

    def __init__(self, channels, width, stride):
        super().__init__()
        self.stride = stride
        self.padding = (width - channels) // 2
        self.body = nn.Sequential(
            nn.Conv2d(channels, width, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        shortcut = x
        if self.stride > 1:
            shortcut = functional.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, self.padding, self.padding))
        return functional.relu(self.body(x) + shortcut)


def resnet(blocks):
    layers = [nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    channels = 16
    for width in (16, 32, 64):
        for _ in range(blocks):
            layers.append(Basic(channels, width, 1 if width == channels else 2))
            channels = width
    return (3, 32, 32), nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


NETWORKS = {
    "4-16-3": lambda: dense(4, 16, 3),
    "784-128-64-10": lambda: dense(784, 128, 64, 10),
    "LeNet-5": lenet,
    "ResNet-8": lambda: resnet(1),
    "ResNet-20": lambda: resnet(3),
}


def load(network, path):
    """Takes over the trainable tensors of a safetensors file, which has them in the order of the declaration."""
    with open(path, "rb") as file:
        data = file.read()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    tensors = [(name, tensor) for name, tensor in header.items()
               if name != "__metadata__" and not name.endswith((".running_mean", ".running_var"))]
    tensors.sort(key=lambda tensor: tensor[1]["data_offsets"][0])
    parameters = list(network.parameters())
    if [tuple(tensor["shape"]) for _, tensor in tensors] != [tuple(parameter.shape) for parameter in parameters]:
        raise ValueError("the tensors of %s are not those of the network: %s" % (path, [name for name, _ in tensors]))
    with torch.no_grad():
        for (_, tensor), parameter in zip(tensors, parameters):
            first, end = tensor["data_offsets"]
            values = torch.frombuffer(bytearray(data[start + first:start + end]), dtype=torch.float32)
            parameter.copy_(values.reshape(parameter.shape))


def read(path, dtype):
    with open(path, "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=dtype)


def has_slow_blas():
    """Whether matrices are multiplied by the plain BLAS that Debian has by default."""
    if not os.path.exists("/proc/self/maps"):
        return False
    with open("/proc/self/maps") as file:
        paths = {os.path.realpath(line.split()[-1]) for line in file if "/" in line}
    return (any("libblas.so" in path for path in paths)
            and not any(name in path for path in paths for name in ("openblas", "blis", "atlas", "mkl")))


def main():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    shape, network = NETWORKS[sys.argv[1]]()
    folder = sys.argv[2]
    load(network, os.path.join(folder, "weights.safetensors"))
    labels = read(os.path.join(folder, "labels"), torch.int32).long()
    inputs = read(os.path.join(folder, "inputs"), torch.float32).reshape(len(labels), *shape)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)
    loss_function = nn.CrossEntropyLoss()

    def step():
        optimizer.zero_grad()
        loss = loss_function(network(inputs), labels)
        loss.backward()
        optimizer.step()
        return loss

    print(*(repr(step().item()) for _ in range(10)), flush=True)
    print("slow" if has_slow_blas() else "fast", flush=True)
    for line in sys.stdin:
        count = int(line)
        start = time.perf_counter()
        for _ in range(count):
            step()
        print(repr((time.perf_counter() - start) / count), flush=True)


main()
