"""Training steps of the benchmarks' networks in PyTorch, on one thread.

    torch_training.py <network> <samples>

Prints "ready" after some steps, then for every number read from the standard input takes as many steps and prints the
seconds that one took.
"""

import sys
import time

import torch
from torch import nn
from torch.nn import functional


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


NETWORKS = {"LeNet-5": lenet, "ResNet-8": lambda: resnet(1), "ResNet-20": lambda: resnet(3)}


def main():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.manual_seed(1)
    shape, network = NETWORKS[sys.argv[1]]()
    samples = int(sys.argv[2])
    inputs = torch.rand(samples, *shape)
    labels = torch.randint(0, 10, (samples,))
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)
    loss_function = nn.CrossEntropyLoss()

    def steps(count):
        start = time.perf_counter()
        for _ in range(count):
            optimizer.zero_grad()
            loss_function(network(inputs), labels).backward()
            optimizer.step()
        return (time.perf_counter() - start) / count

    steps(10)
    print("ready", flush=True)
    for line in sys.stdin:
        print(repr(steps(int(line))), flush=True)


main()
