#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the small BERT in models/sentiment from labelled sentences of film reviews.

The sentences come as lines "LABEL ||| TEXT", LABEL from 0 (very negative) to 4
(very positive), in the Penn Treebank's spelling. The model tells two labels:
0 and 1 are negative, 3 and 4 are positive. Neutral sentences (2) are no part of
any measure; in training their target lies in the middle. Every tenth line is
held back.

The script needs only torch (1.13 or later) and numpy. It
  1. trains an uncased WordPiece vocabulary,
  2. trains a BERT as a masked language model, then as a classifier,
  3. measures the accuracy on the lines held back, and
  4. writes a folder in Hugging Face's layout (config.json, model.safetensors,
     vocab.txt, tokenizer_config.json).

Train:    train_sentiment.py --text sst5-train.txt --output DIR
Measure:  train_sentiment.py --text sst5-train.txt --output DIR --evaluate
Export:   train_sentiment.py --text sst5-train.txt --held-back FILE
          (the lines held back as "label<TAB>text", what `millrace evaluate` reads)
"""

import argparse
import collections
import json
import math
import os
import re
import struct
import time
import unicodedata

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

LABELS = ["negative", "positive"]
TARGETS = [0.0, 0.1, 0.5, 0.9, 1.0]  # of "positive", by the label in the text
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PAD, UNKNOWN, CLS, SEP, MASK = range(len(SPECIAL))


# --------------------------------------------------------------------------
# Text
# --------------------------------------------------------------------------


def plain(text):
    """The Penn Treebank's spelling undone, as far as a tokenizer can tell."""
    for written, meant in [
        ("-LRB-", "("), ("-RRB-", ")"), ("\\/", "/"), ("\\*", "*"), ("``", '"'), ("''", '"'), (" n't", "n't"),
    ]:
        text = text.replace(written, meant)
    text = re.sub(r" '(s|re|ve|ll|d|m)\b", r"'\1", text)
    text = re.sub(r" ([,.;:!?)])", r"\1", text).replace("( ", "(")
    return " ".join(text.split())


def read_sentences(path):
    """(label 0 to 4, text) of every line."""
    sentences = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            label, text = line.rstrip("\n").split(" ||| ", 1)
            sentences.append((int(label), plain(text)))
    return sentences


def split(sentences, held_back):
    """Lines for training, and each tenth line for the measure; neutral ones are dropped from the latter."""
    train = [s for i, s in enumerate(sentences) if i % 10 != held_back]
    test = [s for i, s in enumerate(sentences) if i % 10 == held_back and s[0] != 2]
    return train, test


# --------------------------------------------------------------------------
# Tokenizer: BERT's, uncased
# --------------------------------------------------------------------------


def is_punctuation(c):
    return 33 <= ord(c) <= 47 or 58 <= ord(c) <= 64 or 91 <= ord(c) <= 96 or 123 <= ord(c) <= 126 \
        or unicodedata.category(c).startswith("P")


def words(text):
    """Lower case, accents stripped, split at spaces and around punctuation."""
    text = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    return "".join(f" {c} " if is_punctuation(c) else c for c in text).split()


class Tokenizer:
    def __init__(self, symbols):
        self.symbols = symbols
        self.vocab = {symbol: i for i, symbol in enumerate(symbols)}
        self.cache = {}

    @classmethod
    def train(cls, texts, vocab_size):
        """Characters, then merges of the most frequent pair; ties go to the alphabetically first pair."""
        counts = collections.Counter(word for text in texts for word in words(text))
        parts = [[word[0], *("##" + c for c in word[1:])] for word in counts]
        weights = list(counts.values())
        symbols = SPECIAL + sorted({part for word in parts for part in word})
        known = set(symbols)

        pair_count = collections.Counter()
        pair_words = collections.defaultdict(set)  # pair -> indices of words that may hold it
        for i, word in enumerate(parts):
            for pair in zip(word, word[1:]):
                pair_count[pair] += weights[i]
                pair_words[pair].add(i)

        while len(symbols) < vocab_size:
            best = min(pair_count, key=lambda pair: (-pair_count[pair], pair))
            joined = best[0] + best[1][2:]
            if joined not in known:  # else the same symbol was reached another way
                known.add(joined)
                symbols.append(joined)
            for i in pair_words.pop(best):
                for pair in zip(parts[i], parts[i][1:]):
                    pair_count[pair] -= weights[i]
                parts[i] = apply_merge(parts[i], best, joined)
                for pair in zip(parts[i], parts[i][1:]):
                    pair_count[pair] += weights[i]
                    pair_words[pair].add(i)
            del pair_count[best]
        return cls(symbols)

    @classmethod
    def load(cls, folder):
        with open(os.path.join(folder, "vocab.txt"), encoding="utf-8") as file:
            return cls(file.read().split("\n")[:-1])

    def save(self, folder):
        with open(os.path.join(folder, "vocab.txt"), "w", encoding="utf-8") as file:
            file.writelines(symbol + "\n" for symbol in self.symbols)

    def encode(self, text):
        """[CLS] TEXT [SEP]."""
        return [CLS, *(piece for word in words(text) for piece in self.encode_word(word)), SEP]

    def encode_word(self, word):
        """The longest symbol that the rest begins with, again and again; [UNK] where there is none."""
        if word in self.cache:
            return self.cache[word]
        pieces, start = [], 0
        while start < len(word):
            end = len(word)
            while end > start and ("##" if start else "") + word[start:end] not in self.vocab:
                end -= 1
            if end == start:
                pieces = [UNKNOWN]
                break
            pieces.append(self.vocab[("##" if start else "") + word[start:end]])
            start = end
        self.cache[word] = pieces
        return pieces


def apply_merge(parts, pair, joined):
    """Joins every occurrence of the pair, left to right."""
    out = []
    i = 0
    while i < len(parts):
        if i + 1 < len(parts) and (parts[i], parts[i + 1]) == pair:
            out.append(joined)
            i += 2
        else:
            out.append(parts[i])
            i += 1
    return out


# --------------------------------------------------------------------------
# Model: BERT, with Hugging Face's parameter names and layouts
# --------------------------------------------------------------------------


def make_config(args):
    """config.json as Hugging Face's BertForSequenceClassification writes it."""
    return {
        "architectures": ["BertForSequenceClassification"],
        "attention_probs_dropout_prob": args.dropout,
        "classifier_dropout": None,
        "hidden_act": "gelu",
        "hidden_dropout_prob": args.dropout,
        "hidden_size": 128,
        "id2label": {str(i): label for i, label in enumerate(LABELS)},
        "initializer_range": 0.02,
        "intermediate_size": 512,
        "label2id": {label: i for i, label in enumerate(LABELS)},
        "layer_norm_eps": 1e-12,
        "max_position_embeddings": 128,
        "model_type": "bert",
        "num_attention_heads": 4,
        "num_hidden_layers": args.layers,
        "pad_token_id": PAD,
        "position_embedding_type": "absolute",
        "torch_dtype": "float32",
        "type_vocab_size": 2,
        "vocab_size": args.vocab_size,
    }


def dropout(x, p, training):
    """As F.dropout, whose Bernoulli generator is several times slower on a CPU."""
    if not training or p == 0:
        return x
    return x * torch.rand(x.shape).ge(p).to(x.dtype).div_(1 - p)


class Embeddings(nn.Module):
    def __init__(self, config):
        super().__init__()
        n = config["hidden_size"]
        self.dropout = config["hidden_dropout_prob"]
        self.word_embeddings = nn.Embedding(config["vocab_size"], n)
        self.position_embeddings = nn.Embedding(config["max_position_embeddings"], n)
        self.token_type_embeddings = nn.Embedding(config["type_vocab_size"], n)
        self.LayerNorm = nn.LayerNorm(n, config["layer_norm_eps"])

    def forward(self, ids):
        x = self.word_embeddings(ids) + self.position_embeddings.weight[: ids.shape[1]]
        x = x + self.token_type_embeddings.weight[0]
        return dropout(self.LayerNorm(x), self.dropout, self.training)


class SelfAttention(nn.Module):
    def __init__(self, config):
        super().__init__()
        n = config["hidden_size"]
        self.heads = config["num_attention_heads"]
        self.dropout = config["attention_probs_dropout_prob"]
        self.query = nn.Linear(n, n)
        self.key = nn.Linear(n, n)
        self.value = nn.Linear(n, n)

    def forward(self, x, mask):
        batch, length, n = x.shape
        q, k, v = (
            part(x).view(batch, length, self.heads, -1).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        scores = q @ k.transpose(2, 3) / math.sqrt(q.shape[-1]) + mask
        weights = dropout(F.softmax(scores, dim=-1), self.dropout, self.training)
        return (weights @ v).transpose(1, 2).reshape(batch, length, n)


class Output(nn.Module):
    """A linear layer, then residual and LayerNorm."""

    def __init__(self, config, inputs):
        super().__init__()
        self.dropout = config["hidden_dropout_prob"]
        self.dense = nn.Linear(inputs, config["hidden_size"])
        self.LayerNorm = nn.LayerNorm(config["hidden_size"], config["layer_norm_eps"])

    def forward(self, x, residual):
        return self.LayerNorm(residual + dropout(self.dense(x), self.dropout, self.training))


class Dense(nn.Module):
    """A linear layer by the name that BERT gives it."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.dense = nn.Linear(inputs, outputs)

    def forward(self, x):
        return self.dense(x)


class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        n = config["hidden_size"]
        self.attention = nn.ModuleDict({"self": SelfAttention(config), "output": Output(config, n)})
        self.intermediate = Dense(n, config["intermediate_size"])
        self.output = Output(config, config["intermediate_size"])

    def forward(self, x, mask):
        x = self.attention["output"](self.attention["self"](x, mask), x)
        return self.output(F.gelu(self.intermediate(x)), x)


class Bert(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.embeddings = Embeddings(config)
        self.encoder = nn.ModuleDict(
            {"layer": nn.ModuleList(Layer(config) for _ in range(config["num_hidden_layers"]))}
        )
        self.pooler = Dense(config["hidden_size"], config["hidden_size"])

    def forward(self, ids):
        mask = torch.zeros(ids.shape).masked_fill(ids == PAD, -1e9)[:, None, None, :]
        x = self.embeddings(ids)
        for layer in self.encoder["layer"]:
            x = layer(x, mask)
        return x


class Classifier(nn.Module):
    """Its state_dict is what model.safetensors holds."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        self.bert = Bert(config)
        self.classifier = nn.Linear(config["hidden_size"], len(LABELS))
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.normal_(module.weight, std=config["initializer_range"])
            if isinstance(module, nn.Linear):
                nn.init.zeros_(module.bias)

    def forward(self, ids):
        pooled = torch.tanh(self.bert.pooler(self.bert(ids)[:, 0]))
        return self.classifier(dropout(pooled, self.config["hidden_dropout_prob"], self.training))


class MaskedHead(nn.Module):
    """The head of the masked language model. It serves the first part of the training and is not kept."""

    def __init__(self, config):
        super().__init__()
        self.dense = nn.Linear(config["hidden_size"], config["hidden_size"])
        self.LayerNorm = nn.LayerNorm(config["hidden_size"], config["layer_norm_eps"])
        self.bias = nn.Parameter(torch.zeros(config["vocab_size"]))

    def forward(self, x, embedding):
        return self.LayerNorm(F.gelu(self.dense(x))) @ embedding.t() + self.bias


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
    write_json(os.path.join(folder, "config.json"), model.config)
    write_json(
        os.path.join(folder, "tokenizer_config.json"),
        {
            "cls_token": "[CLS]",
            "do_lower_case": True,
            "mask_token": "[MASK]",
            "model_max_length": model.config["max_position_embeddings"],
            "pad_token": "[PAD]",
            "sep_token": "[SEP]",
            "strip_accents": None,
            "tokenize_chinese_chars": True,
            "tokenizer_class": "BertTokenizer",
            "unk_token": "[UNK]",
        },
    )
    tokenizer.save(folder)
    write_safetensors(os.path.join(folder, "model.safetensors"), model.state_dict())


def load_model(folder):
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
        model = Classifier(json.load(file))
    model.load_state_dict(read_safetensors(os.path.join(folder, "model.safetensors")))
    return model.eval()


# --------------------------------------------------------------------------
# Training and evaluation
# --------------------------------------------------------------------------


def padded(sequences):
    """[sequences, longest], filled up with [PAD]."""
    longest = max(map(len, sequences))
    return torch.tensor([s + [PAD] * (longest - len(s)) for s in sequences])


def batches(ids, size, generator):
    """Indices of sequences of about the same length, in random order: little padding."""
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]) + 4 * generator.random())
    groups = [order[i:i + size] for i in range(0, len(order), size)]
    generator.shuffle(groups)
    return groups


def masked(ids, generator, share, vocabulary):
    """BERT's masking: of the tokens chosen, 80 % become [MASK], 10 % a random one, 10 % stay."""
    chosen = torch.from_numpy(generator.random(ids.shape) < share) & (ids >= len(SPECIAL))
    kind = torch.from_numpy(generator.random(ids.shape))
    noise = torch.from_numpy(generator.integers(len(SPECIAL), vocabulary, ids.shape))
    out = torch.where(chosen & (kind < 0.8), torch.full_like(ids, MASK), ids)
    return torch.where(chosen & (kind >= 0.9), noise, out), chosen


def make_optimizer(parameters, lr, args):
    """Weight decay applies to the matrices, not to biases and layer norms."""
    parameters = list(parameters)
    return torch.optim.AdamW(
        [
            {"params": [p for p in parameters if p.dim() >= 2], "weight_decay": args.weight_decay},
            {"params": [p for p in parameters if p.dim() < 2], "weight_decay": 0.0},
        ],
        lr=lr,
        betas=(0.9, 0.98),
    )


def train(name, epochs, lr, model, parameters, ids, loss_of, args, after_epoch=lambda: ""):
    """Some passes over the sequences: linear warm-up over a tenth of the steps, then a cosine down to 0."""
    parameters = list(parameters)
    generator = np.random.default_rng(args.seed)
    optimizer = make_optimizer(parameters, lr, args)
    steps, step, start = epochs * math.ceil(len(ids) / args.batch), 0, time.time()
    for epoch in range(epochs):
        model.train()
        running = 0.0
        groups = batches(ids, args.batch, generator)
        for group in groups:
            warm = steps / 10
            factor = step / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / (steps - warm)))
            for parameter_group in optimizer.param_groups:
                parameter_group["lr"] = lr * factor
            loss = loss_of(group, generator)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            running += loss.item() / len(groups)
            step += 1
        print(f"{name} {epoch + 1}/{epochs}  {time.time() - start:.0f} s  loss {running:.4f}{after_epoch()}", flush=True)


def pretrain(model, ids, args):
    """The masked language model, over all sentences that are not held back."""
    head = MaskedHead(model.config)

    def loss_of(group, generator):
        x = padded([ids[i] for i in group])
        y, chosen = masked(x, generator, 0.2, model.config["vocab_size"])
        if not chosen.any():
            chosen[0, 0] = True
        return F.cross_entropy(head(model.bert(y)[chosen], model.bert.embeddings.word_embeddings.weight), x[chosen])

    parameters = [*model.parameters(), *head.parameters()]
    train("masked", args.masked_epochs, args.masked_lr, model, parameters, ids, loss_of, args)


def fine_tune(model, ids, targets, args, after_epoch):
    """The classifier. Some tokens are masked here too, so that no single word decides."""

    def loss_of(group, generator):
        x, _ = masked(padded([ids[i] for i in group]), generator, args.word_dropout, model.config["vocab_size"])
        positive = targets[group]
        return -(F.log_softmax(model(x), dim=-1) * torch.stack([1 - positive, positive], 1)).sum(1).mean()

    train("classifier", args.epochs, args.lr, model, model.parameters(), ids, loss_of, args, after_epoch)


@torch.no_grad()
def accuracy(model, tokenizer, sentences):
    """The share of sentences whose label is found; each is run by itself, without padding."""
    model.eval()
    right = sum(
        (model(torch.tensor([tokenizer.encode(text)])).argmax().item() == 1) == (label > 2) for label, text in sentences
    )
    return right / len(sentences)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", required=True, help="the labelled sentences")
    parser.add_argument("--output", help="the model folder to write (or to measure)")
    parser.add_argument("--evaluate", action="store_true", help="measure the model in --output; do not train")
    parser.add_argument("--held-back", metavar="FILE", help="write the lines held back, and do nothing else")
    parser.add_argument("--tenth", type=int, default=9, help="which line of ten is held back (default %(default)s)")
    parser.add_argument("--layers", type=int, default=4, help="layers (default %(default)s)")
    parser.add_argument("--masked-epochs", type=int, default=30, help="passes as masked model (default %(default)s)")
    parser.add_argument("--epochs", type=int, default=10, help="passes as classifier (default %(default)s)")
    parser.add_argument("--batch", type=int, default=32, help="sentences per step (default %(default)s)")
    parser.add_argument("--masked-lr", type=float, default=1e-3, help="peak learning rate (default %(default)s)")
    parser.add_argument("--lr", type=float, default=3e-4, help="peak learning rate of the classifier (default %(default)s)")
    parser.add_argument("--dropout", type=float, default=0.1, help="dropout everywhere (default %(default)s)")
    parser.add_argument("--word-dropout", type=float, default=0.15, help="share of tokens masked (default %(default)s)")
    parser.add_argument("--weight-decay", type=float, default=0.1, help="AdamW's (default %(default)s)")
    parser.add_argument("--vocab-size", type=int, default=4096, help="tokens in the vocabulary (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="random seed (default %(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads (default %(default)s)")
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    train_part, test_part = split(read_sentences(args.text), args.tenth)
    if args.held_back:
        with open(args.held_back, "w", encoding="utf-8") as file:
            file.writelines(f"{LABELS[label > 2]}\t{text}\n" for label, text in test_part)
        return
    if not args.output:
        parser.error("--output is missing")

    if not args.evaluate:
        tokenizer = Tokenizer.train([text for _, text in train_part], args.vocab_size)
        ids = [tokenizer.encode(text) for _, text in train_part]
        model = Classifier(make_config(args))
        print(f"{len(ids)} sentences, {sum(map(len, ids))} tokens, the longest of {max(map(len, ids))}")
        print(f"{sum(p.numel() for p in model.parameters())} parameters", flush=True)
        pretrain(model, ids, args)
        fine_tune(
            model, ids, torch.tensor([TARGETS[label] for label, _ in train_part]), args,
            lambda: f"  held back {accuracy(model, tokenizer, test_part):.4f}",
        )
        save_model(args.output, model, tokenizer)

    model, tokenizer = load_model(args.output), Tokenizer.load(args.output)
    print(f"accuracy on {len(test_part)} sentences held back: {accuracy(model, tokenizer, test_part):.4f}")


if __name__ == "__main__":
    main()
