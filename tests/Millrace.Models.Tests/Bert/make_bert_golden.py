#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes bert.json: what PyTorch's own Transformer layers make of some tokens, with the weights that they had.

    python3 make_bert_golden.py > bert.json        (torch 1.13 or later)
"""

import json

import torch
import torch.nn as nn

WIDTH, HEADS, LAYERS, INNER, POSITIONS, SEGMENTS, VOCABULARY, LABELS = 8, 2, 2, 12, 9, 2, 11, 3

torch.manual_seed(7)
token, position, segment = (nn.Embedding(n, WIDTH) for n in (VOCABULARY, POSITIONS, SEGMENTS))
norm = nn.LayerNorm(WIDTH, eps=1e-12)
layers = [
    nn.TransformerEncoderLayer(WIDTH, HEADS, INNER, dropout=0.0, activation="gelu", layer_norm_eps=1e-12, batch_first=True)
    for _ in range(LAYERS)
]
pooler, classifier = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, LABELS)
modules = nn.ModuleList([token, position, segment, norm, *layers, pooler, classifier])
with torch.no_grad():
    for name, parameter in modules.named_parameters():
        gain = "norm" in name and name.endswith("weight") or name == "3.weight"
        parameter.copy_((torch.randn(parameter.shape) * (0.2 if gain else 0.6) + gain).round(decimals=3))
modules.eval()


def tensors():
    yield "bert.embeddings.word_embeddings.weight", token.weight
    yield "bert.embeddings.position_embeddings.weight", position.weight
    yield "bert.embeddings.token_type_embeddings.weight", segment.weight
    yield from linear("bert.embeddings.LayerNorm", norm)
    for number, layer in enumerate(layers):
        start = f"bert.encoder.layer.{number}."
        attention = layer.self_attn
        for part, weight, bias in zip(
            ("query", "key", "value"), attention.in_proj_weight.chunk(3), attention.in_proj_bias.chunk(3)
        ):
            yield f"{start}attention.self.{part}.weight", weight
            yield f"{start}attention.self.{part}.bias", bias
        yield from linear(start + "attention.output.dense", attention.out_proj)
        yield from linear(start + "attention.output.LayerNorm", layer.norm1)
        yield from linear(start + "intermediate.dense", layer.linear1)
        yield from linear(start + "output.dense", layer.linear2)
        yield from linear(start + "output.LayerNorm", layer.norm2)
    yield from linear("bert.pooler.dense", pooler)
    yield from linear("classifier", classifier)


def linear(name, module):
    yield name + ".weight", module.weight
    yield name + ".bias", module.bias


def numbers(tensor, digits):
    return [round(x, digits) for x in tensor.detach().flatten().tolist()]


@torch.no_grad()
def encode(tokens, segments, seen):
    x = token(torch.tensor([tokens])) + position.weight[: len(tokens)] + segment(torch.tensor([segments]))
    x = norm(x)
    for layer in layers:
        x = layer(x, src_key_padding_mask=~torch.tensor([seen]))
    pooled = torch.tanh(pooler(x[:, 0]))
    return {
        "tokens": tokens,
        "segments": segments,
        "mask": seen,
        # What padding becomes is nobody's business, and PyTorch's fast path makes it 0.
        "hidden": [numbers(row, 6) for row, visible in zip(x[0], seen) if visible],
        "pooled": numbers(pooled, 6),
        "logits": numbers(classifier(pooled), 6),
    }


print("[")
print(json.dumps({"tensors": {name: {"shape": list(t.shape), "data": numbers(t, 3)} for name, t in tensors()}}), ",", sep="")
cases = [
    encode([1, 4, 7, 2], [0, 0, 0, 0], [True] * 4),
    encode([10, 3, 0, 5, 6, 9, 8, 2, 1], [0, 0, 0, 0, 1, 1, 1, 1, 1], [True] * 9),
    encode([5], [1], [True]),
    encode([1, 4, 7, 2, 0, 0], [0, 0, 1, 1, 0, 0], [True, True, True, True, False, False]),
]
print(",\n".join(json.dumps(case) for case in cases))
print("]")
