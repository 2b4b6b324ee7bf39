#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the small GPT-2 model in models/shakespeare from one ASCII text file.

The script needs only torch (1.13 or later) and numpy. It
  1. trains a byte-level BPE tokenizer in GPT-2's file format,
  2. trains a GPT-2-architecture model, keeping the best checkpoint,
  3. measures the loss on the last tenth of the text, and
  4. writes a folder in Hugging Face's layout (config.json, model.safetensors,
     vocab.json, merges.txt, generation_config.json, tokenizer_config.json).

Train:    train_shakespeare.py --text tinyshakespeare.txt --output DIR
Measure:  train_shakespeare.py --text tinyshakespeare.txt --output DIR --evaluate
"""

import argparse
import collections
import json
import math
import os
import re
import struct
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

END_OF_TEXT = "<|endoftext|>"


# --------------------------------------------------------------------------
# Tokenizer: GPT-2's byte-level BPE
# --------------------------------------------------------------------------

# GPT-2's pre-tokenization pattern is
#   's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
# Python's re module has no \p{L} and \p{N}; on ASCII text, which is all that
# this script accepts, they are [A-Za-z] and [0-9].
PRETOKEN = re.compile(
    r"'s|'t|'re|'ve|'m|'ll|'d| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+(?!\S)|\s+"
)


def bytes_to_unicode():
    """GPT-2's reversible map from each byte to a printable character.

    The order of the dictionary is the order of the first 256 token ids.
    """
    printable = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [b for b in range(256) if b not in printable]
    table = {b: chr(b) for b in printable}
    table.update({b: chr(256 + i) for i, b in enumerate(others)})
    return table


class Tokenizer:
    def __init__(self, merges):
        """merges: list of (left, right) pairs of symbols, most important first."""
        self.merges = merges
        self.byte_to_char = bytes_to_unicode()
        self.char_to_byte = {c: b for b, c in self.byte_to_char.items()}
        symbols = [*self.byte_to_char.values(), *(a + b for a, b in merges), END_OF_TEXT]
        self.vocab = {symbol: i for i, symbol in enumerate(symbols)}
        assert len(self.vocab) == len(symbols), "two merges give the same symbol"
        self.symbols = symbols
        self.rank = {pair: i for i, pair in enumerate(merges)}
        self.cache = {}

    @classmethod
    def train(cls, text, vocab_size):
        """Learns vocab_size - 257 merges; ties go to the alphabetically first pair."""
        byte_to_char = bytes_to_unicode()
        counts = collections.Counter(PRETOKEN.findall(text))
        words = [[byte_to_char[b] for b in word.encode("utf-8")] for word in counts]
        weights = list(counts.values())

        pair_count = collections.Counter()
        pair_words = collections.defaultdict(set)  # pair -> indices of words that may hold it
        for i, word in enumerate(words):
            for pair in zip(word, word[1:]):
                pair_count[pair] += weights[i]
                pair_words[pair].add(i)

        merges = []
        produced = set()
        while len(merges) < vocab_size - 257:
            best = min(pair_count, key=lambda pair: (-pair_count[pair], pair))
            if pair_count[best] < 1:
                raise SystemExit("The text is too short for this vocabulary size.")
            touched = pair_words.pop(best)
            if best[0] + best[1] in produced:  # the same symbol reached another way
                del pair_count[best]
                continue
            merges.append(best)
            produced.add(best[0] + best[1])
            for i in touched:
                for pair in zip(words[i], words[i][1:]):
                    pair_count[pair] -= weights[i]
                words[i] = apply_merge(words[i], best)
                for pair in zip(words[i], words[i][1:]):
                    pair_count[pair] += weights[i]
                    pair_words[pair].add(i)
            pair_count.pop(best, None)
        return cls(merges)

    @classmethod
    def load(cls, folder):
        with open(os.path.join(folder, "merges.txt"), encoding="utf-8") as file:
            lines = file.read().split("\n")[1:]
        tokenizer = cls([tuple(line.split(" ")) for line in lines if line])
        with open(os.path.join(folder, "vocab.json"), encoding="utf-8") as file:
            assert json.load(file) == tokenizer.vocab, "vocab.json and merges.txt disagree"
        return tokenizer

    def save(self, folder):
        with open(os.path.join(folder, "vocab.json"), "w", encoding="utf-8") as file:
            json.dump(self.vocab, file)
            file.write("\n")
        with open(os.path.join(folder, "merges.txt"), "w", encoding="utf-8") as file:
            file.write("#version: 0.2\n")
            file.writelines(f"{a} {b}\n" for a, b in self.merges)

    def encode(self, text):
        if not text.isascii():
            raise SystemExit("The text is not ASCII.")
        ids = []
        for word in PRETOKEN.findall(text):
            if word not in self.cache:
                self.cache[word] = self.encode_word(word)
            ids.extend(self.cache[word])
        return ids

    def encode_word(self, word):
        parts = [self.byte_to_char[b] for b in word.encode("utf-8")]
        while len(parts) > 1:
            best = min(zip(parts, parts[1:]), key=lambda pair: self.rank.get(pair, math.inf))
            if best not in self.rank:
                break
            parts = apply_merge(parts, best)
        return [self.vocab[part] for part in parts]

    def decode(self, ids):
        chars = "".join(self.symbols[i] for i in ids if self.symbols[i] != END_OF_TEXT)
        return bytes(self.char_to_byte[c] for c in chars).decode("utf-8", errors="replace")


def apply_merge(parts, pair):
    """Joins every occurrence of the pair, left to right."""
    out = []
    i = 0
    while i < len(parts):
        if i + 1 < len(parts) and (parts[i], parts[i + 1]) == pair:
            out.append(parts[i] + parts[i + 1])
            i += 2
        else:
            out.append(parts[i])
            i += 1
    return out


# --------------------------------------------------------------------------
# Model: GPT-2, with Hugging Face's parameter names and layouts
# --------------------------------------------------------------------------


def make_config(args):
    """config.json as Hugging Face's GPT2LMHeadModel writes it."""
    return {
        "activation_function": "gelu_new",
        "architectures": ["GPT2LMHeadModel"],
        "attn_pdrop": args.dropout,
        "bos_token_id": args.vocab_size - 1,
        "embd_pdrop": args.dropout,
        "eos_token_id": args.vocab_size - 1,
        "initializer_range": 0.02,
        "layer_norm_epsilon": 1e-5,
        "model_type": "gpt2",
        "n_ctx": 256,
        "n_embd": 128,
        "n_head": 4,
        "n_inner": None,
        "n_layer": 4,
        "n_positions": 256,
        "reorder_and_upcast_attn": False,
        "resid_pdrop": args.dropout,
        "scale_attn_by_inverse_layer_idx": False,
        "scale_attn_weights": True,
        "summary_activation": None,
        "summary_first_dropout": 0.1,
        "summary_proj_to_labels": True,
        "summary_type": "cls_index",
        "summary_use_proj": True,
        "tie_word_embeddings": True,
        "torch_dtype": "float32",
        "use_cache": True,
        "vocab_size": args.vocab_size,
    }


def dropout(x, p, training):
    """As F.dropout, whose Bernoulli generator is several times slower on a CPU."""
    if not training or p == 0:
        return x
    return x * torch.rand(x.shape).ge(p).to(x.dtype).div_(1 - p)


class Conv1D(nn.Module):
    """A linear layer whose weight is stored input x output, as in GPT-2."""

    def __init__(self, n_in, n_out, std):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_in, n_out) * std)
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        y = torch.addmm(self.bias, x.reshape(-1, x.shape[-1]), self.weight)
        return y.view(*x.shape[:-1], -1)


class Attention(nn.Module):
    def __init__(self, config, std, std_residual):
        super().__init__()
        n = config["n_embd"]
        self.n_head = config["n_head"]
        self.dropout = config["attn_pdrop"]
        self.c_attn = Conv1D(n, 3 * n, std)
        self.c_proj = Conv1D(n, n, std_residual)

    def forward(self, x, mask):
        batch, length, n = x.shape
        q, k, v = (
            part.view(batch, length, self.n_head, -1).transpose(1, 2)
            for part in self.c_attn(x).split(n, dim=2)
        )
        scores = q @ k.transpose(2, 3) / math.sqrt(q.shape[-1]) + mask
        weights = dropout(F.softmax(scores, dim=-1), self.dropout, self.training)
        return self.c_proj((weights @ v).transpose(1, 2).reshape(batch, length, n))


class Mlp(nn.Module):
    def __init__(self, config, std, std_residual):
        super().__init__()
        n = config["n_embd"]
        n_inner = config["n_inner"] or 4 * n
        self.c_fc = Conv1D(n, n_inner, std)
        self.c_proj = Conv1D(n_inner, n, std_residual)

    def forward(self, x):
        return self.c_proj(F.gelu(self.c_fc(x), approximate="tanh"))  # gelu_new


class Block(nn.Module):
    def __init__(self, config):
        super().__init__()
        std = config["initializer_range"]
        std_residual = std / math.sqrt(2 * config["n_layer"])
        self.dropout = config["resid_pdrop"]
        self.ln_1 = nn.LayerNorm(config["n_embd"], config["layer_norm_epsilon"])
        self.attn = Attention(config, std, std_residual)
        self.ln_2 = nn.LayerNorm(config["n_embd"], config["layer_norm_epsilon"])
        self.mlp = Mlp(config, std, std_residual)

    def forward(self, x, mask):
        x = x + dropout(self.attn(self.ln_1(x), mask), self.dropout, self.training)
        return x + dropout(self.mlp(self.ln_2(x)), self.dropout, self.training)


class Gpt2(nn.Module):
    """Its state_dict, prefixed by "transformer.", is what model.safetensors holds."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        n = config["n_embd"]
        self.wte = nn.Embedding(config["vocab_size"], n)
        self.wpe = nn.Embedding(config["n_positions"], n)
        self.h = nn.ModuleList(Block(config) for _ in range(config["n_layer"]))
        self.ln_f = nn.LayerNorm(n, config["layer_norm_epsilon"])
        nn.init.normal_(self.wte.weight, std=config["initializer_range"])
        nn.init.normal_(self.wpe.weight, std=config["initializer_range"])

    def forward(self, ids):
        length = ids.shape[1]
        dtype = self.wte.weight.dtype
        mask = torch.full((length, length), -math.inf, dtype=dtype).triu(1)
        x = self.wte(ids) + self.wpe.weight[:length]
        x = dropout(x, self.config["embd_pdrop"], self.training)
        for block in self.h:
            x = block(x, mask)
        return self.ln_f(x) @ self.wte.weight.t()  # tied embeddings


# --------------------------------------------------------------------------
# Files
# --------------------------------------------------------------------------


def write_safetensors(path, tensors):
    """8-byte little-endian header length, JSON header, then the data of all tensors."""
    header = {"__metadata__": {"format": "pt"}}
    blobs = []
    offset = 0
    for name, tensor in tensors.items():
        array = np.ascontiguousarray(tensor.detach().numpy(), dtype="<f4")
        blobs.append(array.tobytes())
        end = offset + len(blobs[-1])
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        file.writelines(blobs)


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        array = np.frombuffer(data[begin:end], dtype="<f4").reshape(entry["shape"])
        tensors[name] = torch.from_numpy(array.copy())
    return tensors


def write_json(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2)
        file.write("\n")


def save_model(folder, model, tokenizer):
    os.makedirs(folder, exist_ok=True)
    config = model.config
    write_json(os.path.join(folder, "config.json"), config)
    write_json(
        os.path.join(folder, "generation_config.json"),
        {
            "bos_token_id": config["bos_token_id"],
            "do_sample": True,
            "eos_token_id": config["eos_token_id"],
            "temperature": 0.8,
            "top_k": 40,
        },
    )
    write_json(
        os.path.join(folder, "tokenizer_config.json"),
        {
            "add_prefix_space": False,
            "bos_token": END_OF_TEXT,
            "eos_token": END_OF_TEXT,
            "model_max_length": config["n_positions"],
            "tokenizer_class": "GPT2Tokenizer",
            "unk_token": END_OF_TEXT,
        },
    )
    tokenizer.save(folder)
    path = os.path.join(folder, "model.safetensors")
    state = {"transformer." + name: value for name, value in model.state_dict().items()}
    write_safetensors(path + ".tmp", state)
    os.replace(path + ".tmp", path)


def load_model(folder):
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
        model = Gpt2(json.load(file))
    tensors = read_safetensors(os.path.join(folder, "model.safetensors"))
    model.load_state_dict({name[len("transformer."):]: t for name, t in tensors.items()})
    return model.eval()


# --------------------------------------------------------------------------
# Training and evaluation
# --------------------------------------------------------------------------


@torch.no_grad()
def evaluate(model, ids, n_bytes):
    """Mean loss over contiguous non-overlapping windows of n_positions tokens.

    Every token but the first is predicted once, from the tokens before it in
    its window; the last window may be shorter.
    """
    model.eval()
    window = model.config["n_positions"]
    inputs, targets = ids[:-1], ids[1:]
    full = len(inputs) // window * window
    batches = [
        (x.view(-1, window), y.view(-1, window))
        for x, y in zip(inputs[:full].split(16 * window), targets[:full].split(16 * window))
    ]
    if full < len(inputs):
        batches.append((inputs[full:].unsqueeze(0), targets[full:].unsqueeze(0)))
    total = 0.0
    for x, y in batches:
        logits = model(x)
        total += F.cross_entropy(logits.flatten(0, 1), y.flatten(), reduction="sum").item()
    model.train()
    return {
        "loss": total / len(targets),
        "perplexity": math.exp(total / len(targets)),
        "bits_per_byte": total / math.log(2) / n_bytes,
    }


def describe(result):
    return "{loss:.4f} nats/token, perplexity {perplexity:.2f}, {bits_per_byte:.4f} bits/byte".format(
        **result
    )


@torch.no_grad()
def sample(model, tokenizer, prompt, n_tokens, seed, temperature=0.8, top_k=40):
    model.eval()
    generator = torch.Generator().manual_seed(seed)
    ids = torch.tensor([tokenizer.encode(prompt)])
    for _ in range(n_tokens):
        logits = model(ids[:, -model.config["n_positions"]:])[0, -1] / temperature
        values, indices = logits.topk(top_k)
        choice = torch.multinomial(F.softmax(values, dim=-1), 1, generator=generator)
        ids = torch.cat([ids, indices[choice].view(1, 1)], dim=1)
    return tokenizer.decode(ids[0].tolist())


def learning_rate(step, args):
    """Linear warm-up, then a cosine down to a twentieth of the peak."""
    if step < args.warmup:
        return args.lr * (step + 1) / args.warmup
    progress = (step - args.warmup) / max(1, args.steps - args.warmup)
    return args.lr * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * progress)))


def train(model, tokenizer, train_ids, val_ids, val_bytes, args):
    # Weight decay applies to the matrices, not to biases and layer norms.
    matrices = [p for p in model.parameters() if p.dim() >= 2]
    vectors = [p for p in model.parameters() if p.dim() < 2]
    optimizer = torch.optim.AdamW(
        [
            {"params": matrices, "weight_decay": args.weight_decay},
            {"params": vectors, "weight_decay": 0.0},
        ],
        lr=args.lr,
        betas=(0.9, 0.98),
    )
    window = torch.arange(model.config["n_positions"])
    best = math.inf
    running = None
    start = time.time()
    model.train()
    for step in range(args.steps):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, args)
        first = torch.randint(len(train_ids) - len(window), (args.batch, 1))
        logits = model(train_ids[first + window])
        loss = F.cross_entropy(logits.flatten(0, 1), train_ids[first + window + 1].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()

        if (step + 1) % args.eval_every == 0 or step + 1 == args.steps:
            result = evaluate(model, val_ids, val_bytes)
            better = result["loss"] < best
            if better:
                best = result["loss"]
                save_model(args.output, model, tokenizer)
            print(
                f"step {step + 1}/{args.steps}  {time.time() - start:.0f} s  "
                f"training {running:.4f}  validation {describe(result)}{'  (best)' if better else ''}",
                flush=True,
            )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", required=True, help="the ASCII text; its first 90 %% of bytes train")
    parser.add_argument("--output", required=True, help="the model folder to write (or to measure)")
    parser.add_argument("--evaluate", action="store_true", help="measure the model in --output; do not train")
    parser.add_argument("--steps", type=int, default=5500, help="optimizer steps (default %(default)s)")
    parser.add_argument("--batch", type=int, default=12, help="windows of 256 tokens per step (default %(default)s)")
    parser.add_argument("--lr", type=float, default=2e-3, help="peak learning rate (default %(default)s)")
    parser.add_argument("--warmup", type=int, default=100, help="warm-up steps (default %(default)s)")
    parser.add_argument("--dropout", type=float, default=0.15, help="dropout everywhere (default %(default)s)")
    parser.add_argument("--weight-decay", type=float, default=0.1, help="AdamW's (default %(default)s)")
    parser.add_argument("--vocab-size", type=int, default=1024, help="tokens in the vocabulary (default %(default)s)")
    parser.add_argument("--eval-every", type=int, default=250, help="steps between validations (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="random seed (default %(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads (default %(default)s)")
    parser.add_argument("--prompt", default="ROMEO:", help="what the sample begins with (default %(default)s)")
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    with open(args.text, "rb") as file:
        data = file.read()
    cut = len(data) * 9 // 10
    train_text, val_text = data[:cut].decode("ascii"), data[cut:].decode("ascii")

    if args.evaluate:
        tokenizer = Tokenizer.load(args.output)
    else:
        tokenizer = Tokenizer.train(train_text, args.vocab_size)
    train_ids = torch.tensor(tokenizer.encode(train_text))
    val_ids = torch.tensor(tokenizer.encode(val_text))
    assert tokenizer.decode(train_ids.tolist()) == train_text, "the tokenizer loses text"
    assert tokenizer.decode(val_ids.tolist()) == val_text, "the tokenizer loses text"
    print(f"training: {len(train_text)} bytes, {len(train_ids)} tokens")
    print(f"validation: {len(val_text)} bytes, {len(val_ids)} tokens")

    if not args.evaluate:
        model = Gpt2(make_config(args))
        print(f"{sum(p.numel() for p in model.parameters())} parameters", flush=True)
        train(model, tokenizer, train_ids, val_ids, len(val_text), args)

    model = load_model(args.output)
    print(f"best checkpoint: validation {describe(evaluate(model, val_ids, len(val_text)))}")
    print(f"sample (temperature 0.8, top-k 40, seed {args.seed}):\n")
    print(sample(model, tokenizer, args.prompt, 300, args.seed))


if __name__ == "__main__":
    main()
