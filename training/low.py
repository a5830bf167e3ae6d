"""Changes of low rank to frozen linear layers (LoRA; Hu et al. 2022): the package holds their matrices once."""

import torch
from torch import Tensor, nn

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
