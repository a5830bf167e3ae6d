"""Changes of low rank to frozen linear layers (LoRA; Hu et al. 2022): the package holds their matrices once."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import torch
from torch import Tensor, nn

from training.learning import Step, learn

T = TypeVar("T")
RATE, TUNED = 1e-3, 1e-4  # of what is new, and of what the reader has too
NEW = (".down", ".up")
"""How the names of the parameters end that a change adds."""


class Low(nn.Module):
    """A frozen linear layer and a learned change to it of a low rank."""

    def __init__(self, whole: nn.Linear, rank: int) -> None:
        super().__init__()
        self.whole = whole.requires_grad_(False)
        whole.bias.requires_grad_(True)
        self.down = nn.Parameter(torch.randn(whole.in_features, rank) * whole.in_features**-0.5)
        self.up = nn.Parameter(torch.zeros(rank, whole.out_features))

    def forward(self, x: Tensor) -> Tensor:
        return self.whole(x) + x @ self.down @ self.up


def change(layer: nn.Module, rank: int) -> None:
    """Gives a change to each linear layer of one of BERT's layers."""
    own = layer.attention.self
    own.query, own.key, own.value = (Low(part, rank) for part in (own.query, own.key, own.value))
    for part in (layer.attention.output, layer.intermediate, layer.output):
        part.dense = Low(part.dense, rank)


def mean(model: nn.Module, before: Mapping[str, Tensor]) -> None:
    """Sets ``model`` to the mean of itself and what it had before: of two that lie near each other it is often
    better than either (Wortsman et al. 2022)."""
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if value.is_floating_point() and name in before:
                value.lerp_(before[name], 0.5)


def learn_change(
    model: nn.Module,
    fresh: tuple[str, ...],
    epoch: Callable[[], Iterable[T]],
    loss_of: Callable[[T], Tensor],
    minutes: float,
    share: float = 1.0,
) -> None:
    """Learns the changes and what they go with, at ``share`` of the rates. ``fresh``: how the names of the
    parameters begin that are new beside the changes."""
    learned = {n: p for n, p in model.named_parameters() if p.requires_grad}
    new = [n.endswith(NEW) or n.startswith(fresh) for n in learned]
    rates = [share * (RATE if n else TUNED) for n in new]
    groups = [{"params": [p], "lr": rate} for rate, p in zip(rates, learned.values(), strict=True)]
    step = Step(warm=60, least=0.02, clip=1.0, decay=0.99)
    learn(model, torch.optim.AdamW(groups, weight_decay=0.01), epoch, loss_of, minutes, step)
