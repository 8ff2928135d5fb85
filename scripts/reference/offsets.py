#!/usr/bin/env python3
"""Where Python's tokenizers put each token in its text: the numbers behind test/fixtures/tokens/offsets.json and the
tokenizers in test/fixtures/tokenizers/made-*.

usage: offsets.py TINY_GPT2 TINY_LLAMA OUT.json MADE_FOLDER
needs: pip install transformers==4.40.0 tokenizers==0.19.1

Asks the two golden tokenizers, the variants of tokens.py, and tokenizers that it trains on a few sentences and writes to
MADE_FOLDER, of kinds that the golden ones are not: normalisers that compose, decompose and lower, tokens over several
words, unknown characters. Places are code points, [start, end). Of each prompt and what follows it:

    start     first token that is not the tokenizer's own and ends beyond the prompt
    subject   last token that is not the tokenizer's own and begins before the prompt's end
"""
import argparse
import json
import os
import shutil
import tempfile

import tokenizers
import transformers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from tokens import VARIANTS, load

PAIRS = [
    ("The capital of France is", " Paris"), ("The capital of France is", "Paris"), ("The capital of France is ", "Paris "), ("", "Paris"), ("", " Paris"), ("Paris", ""),
    ("Merkel was born in", " Hamburg, in 1954."), ("price: $1,2", "99.50"), ("don", "'t stop"), ("Ortega", "s live"), ("x = y +", " z; // code"), ("MiXeD", " CaSe"),
    ("\u6771\u4eac\u306f\u65e5\u672c\u306e", "\u9996\u90fd\u3067\u3059"), ("\u5317\u4eac", " \u662f\u4e2d\u56fd"), ("\u0e44\u0e17\u0e22", "\u0e40\u0e1b\u0e47\u0e19"),
    ("emoji \U0001f600", " \U0001f469\u200d\U0001f680 test"), ("\U0001f600\U0001f600", "\U0001f600"), ("a\U0001f600b", " \U00020000 c"),
    ("caf\u00e9 na\u00efve", " r\u00e9sum\u00e9 \ufb01ne"), ("\u00dcn\u00ef e", "\u0301 te\u0301"), ("cafe\u0301", " e\u0301te\u0301"), ("\u00bd \u2167", " \u00b2\u00b3"), ("\uff21\uff22", " \uff23"),
    ("It is <sep> here", " <sep> x"), ("a <s> b", "</s>c<s>Paris"), ("<s>", "</s>"), ("<|endoftext|>", "<|endoftext|>x"), ("<mask> a", " <mask>  b"), ("xyz ", "xyz x"), ("<unk>", " <pad>"),
    ("unknown \u2603", " \u2602\u2603"), ("\u2603", "\u2602"), ("tabs\tand", "\tdouble"), ("two  blanks ", "  here"), ("line\n", "\nnext"), ("a\u0085\ufeff", "b\u00a0c"), ("a\x00b", "\u200bc"),
]

CORPUS = 3 * [
    "The capital of France is Paris.", "Angela Merkel was born in Hamburg in 1954", "\u00dcn\u00efc\u00f6d\u00e9 caf\u00e9 na\u00efve r\u00e9sum\u00e9", "\u6771\u4eac\u306f\u65e5\u672c\u306e\u9996\u90fd\u3067\u3059\u3002",
    "price: $1,299.50 (approx.)", "don't stop \u2014 it's fine\u2026", "\ufb01ne ligature \u00bd \u00b2", "x = y + z; // code\n\tindent", "two  blanks", "MiXeD CaSe WORDS",
]
SPECIAL = ["<unk>", "<s>", "</s>"]


def made():
    """(name, model, its trainer, normaliser, pre-tokenizer, decoder, what is put around a text)"""
    bpe = trainers.BpeTrainer(vocab_size=220, special_tokens=SPECIAL, show_progress=False)
    unigram = trainers.UnigramTrainer(vocab_size=160, special_tokens=SPECIAL, unk_token="<unk>", show_progress=False)
    pieces = trainers.WordPieceTrainer(vocab_size=180, special_tokens=SPECIAL, show_progress=False)
    words = trainers.WordLevelTrainer(vocab_size=100, special_tokens=SPECIAL, show_progress=False)
    llama = normalizers.Sequence([normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")])
    accents = normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents(), normalizers.Strip()])
    return [
        ("bpe-over-words", models.BPE(unk_token="<unk>"), bpe, normalizers.Sequence([normalizers.NFC(), normalizers.Replace(" ", "\u2581")]), None, None, "<s> $A"),
        ("bpe-over-words-llama", models.BPE(unk_token="<unk>", fuse_unk=True), bpe, llama, None, None, "<s> $A </s>"),
        ("bpe-nfkd", models.BPE(unk_token="<unk>"), bpe, normalizers.NFKD(), pre_tokenizers.Metaspace(), decoders.Metaspace(), "$A </s>"),
        ("unigram-nfkc", models.Unigram(), unigram, normalizers.NFKC(), pre_tokenizers.Metaspace(), decoders.Metaspace(), "<s> $A </s>"),
        ("wordpiece-bert", models.WordPiece(unk_token="<unk>"), pieces, normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer(), decoders.WordPiece(), "<s> $A </s>"),
        ("wordpiece-stripped", models.WordPiece(unk_token="<unk>"), pieces, accents, pre_tokenizers.WhitespaceSplit(), decoders.WordPiece(), "<s> $A"),
        ("wordlevel-split", models.WordLevel(unk_token="<unk>"), words, normalizers.Replace(Regex(" {2,}"), " "), pre_tokenizers.Split(Regex(r"\s"), "merged_with_next"), None, "$A"),
    ]


def write_made(folder, name, model, trainer, normalizer, pre_tokenizer, decoder, around):
    tokenizer = Tokenizer(model)
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    if pre_tokenizer is not None:
        tokenizer.pre_tokenizer = pre_tokenizer
    if decoder is not None:
        tokenizer.decoder = decoder
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.add_tokens([AddedToken("<sep>", normalized=False, lstrip=True, rstrip=False)])
    special = [(token, tokenizer.token_to_id(token)) for token in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(single=around, special_tokens=special)
    os.makedirs(os.path.join(folder, f"made-{name}"), exist_ok=True)
    files = {
        "tokenizer.json": json.loads(tokenizer.to_str()),
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"},
        "config.json": {"model_type": "llama"},
    }
    for file, content in files.items():
        with open(os.path.join(folder, f"made-{name}", file), "w", encoding="utf-8") as out:
            json.dump(content, out, ensure_ascii=False, separators=(",", ":"))
            out.write("\n")
    return transformers.AutoTokenizer.from_pretrained(os.path.join(folder, f"made-{name}"))


def rows(tokenizer):
    found = []
    for prompt, rest in PAIRS:
        encoding = tokenizer(prompt + rest, return_offsets_mapping=True, return_special_tokens_mask=True).encodings[0]
        places, end = encoding.offsets, len(prompt)
        own = [i for i, special in enumerate(encoding.special_tokens_mask) if not special]
        found.append({
            "prompt": prompt,
            "rest": rest,
            "ids": encoding.ids,
            "places": places,
            "added": encoding.special_tokens_mask,
            "start": next((i for i in own if places[i][1] > end), None),
            "subject": next((i for i in reversed(own) if places[i][0] < end), None),
        })
    return found


def load_variant(bases, base, settings, special, flags):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(os.path.join(bases[base], "config.json"), folder)
        definition = json.load(open(os.path.join(bases[base], "tokenizer.json"), encoding="utf-8"))
        for token in definition["added_tokens"]:
            token.update(flags)
        for name, content in {"tokenizer.json": definition, "tokenizer_config.json": settings, "special_tokens_map.json": special}.items():
            if content is not None:
                json.dump(content, open(os.path.join(folder, name), "w", encoding="utf-8"))
        return load(folder)


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    parser.add_argument("bases", nargs=2)
    parser.add_argument("out")
    parser.add_argument("made_folder")
    args = parser.parse_args()
    versions = f"transformers {transformers.__version__}, tokenizers {tokenizers.__version__}"
    found = {
        "made": f"scripts/reference/offsets.py with {versions}",
        "golden": {os.path.basename(os.path.abspath(base)): rows(load(base)) for base in args.bases},
        "variants": {title: rows(load_variant(args.bases, *about)) for title, *about in VARIANTS},
        "trained": {f"made-{name}": rows(write_made(args.made_folder, name, *parts)) for name, *parts in made()},
    }
    with open(args.out, "w", encoding="utf-8") as out:
        json.dump(found, out, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    main()
