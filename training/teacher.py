"""A larger reader that teaches the packaged one: MPNet (Song et al. 2020; 12 layers, 768 wide) in MiniLM's place.

The words' vectors are as wide as the reader's, so that the heads can begin as the packaged ones and the reader can
learn from the vectors themselves. It is never packaged.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import MPNetConfig, MPNetModel

from legation.language.shapes import TYPES
from training.model import WIDTH, Dropout, Reader, pretrained

SPECIAL = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[UNK]": "[UNK]", "[MASK]": "<mask>"}


class MPNet(nn.Module):
    """MPNet over MiniLM's piece ids, which are the same pieces in another order, and their shapes."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        config = MPNetConfig.from_json_file(folder / "config.json")
        config._attn_implementation = "eager"
        config.attention_probs_dropout_prob = 0.0
        self.model = MPNetModel(config, add_pooling_layer=False)
        missing, _ = self.model.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
        if [m for m in missing if "position_ids" not in m]:
            raise ValueError(f"MPNet's weights lack {missing}")
        for module in [m for m in self.model.modules() if getattr(getattr(m, "dropout", None), "p", 0)]:
            module.dropout = Dropout(module.dropout.p)
        self.types = nn.Embedding(TYPES, config.hidden_size)
        nn.init.zeros_(self.types.weight)
        own = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
        vocabulary = json.loads((pretrained() / "tokenizer.json").read_text())["model"]["vocab"]
        numbers = torch.zeros(len(vocabulary), dtype=torch.long)
        for piece, number in vocabulary.items():
            numbers[number] = own.get(SPECIAL.get(piece, piece), own["[UNK]"])
        self.register_buffer("numbers", numbers)

    def forward(self, pieces: Tensor, types: Tensor, beside: Tensor | float = 0.0) -> tuple[Tensor, ...]:
        """The layers' vectors (B, P, 768) of pieces (B, P), with ``beside`` (B, P, 768) added to what goes in."""
        embedded = self.model.embeddings.word_embeddings(self.numbers[pieces]) + self.types(types) + beside
        return self.model(
            inputs_embeds=embedded, attention_mask=(pieces != 0).long(), output_hidden_states=True
        ).hidden_states


class Teacher(Reader):
    def __init__(self, sizes: dict[str, int], folder: Path, dropout: float = 0.25) -> None:
        super().__init__(sizes, dropout)
        self.encoder = MPNet(folder)
        width, layers = self.encoder.model.config.hidden_size, self.encoder.model.config.num_hidden_layers
        self.mix = nn.Parameter(torch.tensor([0.0] * (layers - 3) + [0.5, 0.5, 1.0, 1.5]))
        self.word = nn.Linear(2 * width, WIDTH)

    def layers(self, pieces: Tensor, types: Tensor) -> tuple[Tensor, ...]:
        return self.encoder(pieces, types)
