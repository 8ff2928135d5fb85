#!/usr/bin/env python3
"""What transformers' tokenizers make of texts: the numbers behind test/fixtures/tokens/*.json.

usage: tokens.py checkpoint FOLDER OUT.json [--knowedit FOLDER]
       tokens.py variants TINY_GPT2 TINY_LLAMA OUT.json
needs: pip install transformers==4.40.0 tokenizers==0.19.1   (what the reference implementation runs on; no PyTorch)

`checkpoint` writes ids and decoded texts of awkward strings and of random ids in full, and, of every KnowEdit file, a hash
over all of its distinct strings in order of their code points. One line of what is hashed, in UTF-8:

    ids <TAB> ids without special tokens <TAB> ids of " " + text without special tokens <TAB> decoded ids <LF>

(ids with blanks between). `checks` has one base64 digit a string, crc32(line) mod 64, so that a test can name the strings
that differ. `variants` writes what becomes of ids when tokenizer_config.json says other things.
"""
import argparse
import hashlib
import json
import os
import random
import shutil
import string
import tempfile
import zlib

import tokenizers
import transformers
from transformers import AutoTokenizer

BASE64 = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
SPECIAL = ["<s>", "</s>", "<unk>", "<pad>", "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<repo_name>"]


def tricky_strings():
    """Texts where tokenizers are known to differ, or may."""
    blanks = ["", " ", "  ", "   ", "\n", "\n\n", " \n", "\n ", "\t", "\t\t", "\r\n", " \t \n ", "\v", "\f", "\u00a0", "\u2003",
              "\u3000", "\u2028", "\u2029", "\u202f", "\u205f", "\u1680", "\u180e", "\u0085", "\ufeff", "\u200b", "\u200d"]
    words = ["Paris", " Paris", "Paris ", "  Paris  ", "   Paris", "Paris\n", "\nParis", "a  b", "a   b", "a \n b", "a\u00a0b", "a\u3000b",
             "I'm", "we've they're he'd I'll it's don't can't", "I'M WE'VE", "l\u2019\u00e9t\u00e9", "'s", "' s", "''s", "rock 'n' roll",
             "e.g. , ; ! ?", "end .", "what ?", "no !", "one , two", "do n't", "he 's", "a ' b", "_under_score_", "snake_case camelCase",
             "COVID-19", "x=y+z", "{}[]()<>", "\\n", "a/b\\c", "http://example.org/?q=1&r=%20", "100%", "$5", "\u20ac5", "#tag @name"]
    numbers = ["0", "1999", "3.14159", "1,000,000", "-5", "1e-5", "0x41", "<0x41>", "2nd", "1st2nd", "\u00b2", "x\u00b2+y\u00b3", "\u00bd", "1\u00bd",
               "\u2167", "\u0663\u0664", "\u0967\u0968", "\u2460", "\uff11\uff12", "\u4e00\u4e8c\u4e09", "\u00b9\u2070", " \u00b2", " \u00bd cup", "\u00b2\u00b3", "a \u2167 b", "12\u00bd34", "H\u2082O", "\U0001d7d8"]
    marks = ["Caf\u00e9", "Cafe\u0301", "na\u00efve", "nai\u0308ve", "\u00c5ngstr\u00f6m", "A\u030angstro\u0308m", "e\u0301\u0302\u0303", "\u0301", " \u0301",
             "\u1e9b\u0323", "z\u0351\u036b\u0343", "Ti\u1ebfng Vi\u1ec7t", "Vi\u00ea\u0323t", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "\u0939\u093f\u0928\u094d\u0926\u0940",
             "\u0995\u09cd\u09b7", "\u10d8\u10d0", "\u0540\u0561\u0575", "\ufb01ne", "\u0130stanbul", "\u017fharp", "\u1e9e", "\u01c5"]
    scripts = ["\u6771\u4eac", "\u6771\u4eac\u90fd\u306f\u65e5\u672c\u306e\u9996\u90fd", "\u4e2d\u6587\u3002", "\ud55c\uad6d\uc5b4", "\u1112\u1161\u11ab", "\u30ab\u30bf\u30ab\u30ca\uff76\uff85",
               "\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", "\u0645\u0631\u062d\u0628\u0627", "\u0627\u0644\u0642\u064f\u0631\u0652\u0622\u0646", "abc \u05d0\u05d1\u05d2 123",
               "\u200f\u05d0\u200e", "\u202eabc\u202c", "\u041c\u043e\u0441\u043a\u0432\u0430", "\u0391\u03b8\u03ae\u03bd\u03b1", "\u1201\u120e", "\u13a0\u13b9", "\u16a0\u16a2", "\U00010348", "\U00020000", "\U0002a6d6\u5b57",
               "\u2c80", "\u0f40\u0f0b", "\u1780\u17d2\u1780"]
    emoji = ["\U0001f600", "\U0001f1e9\U0001f1ea", "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", "flag \U0001f1ef\U0001f1f5!", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f44d\U0001f3fd",
             "\u2764\ufe0f", "\u2764", "1\ufe0f\u20e3", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "a\U0001f600b", " \U0001f600", "\u2603 \u2602", "\u2122 \u00ae"]
    control = ["\x00", "a\x00b", "\x01\x02\x1b", "\x7f", "\x80\x9f", "a\u0085b", " \u0085 ", "a\ufeffb", "\ufeffa", " \ufeff ", "\u200bx\u200b", "soft\u00adhyphen",
               "a\n\n\u0085b", "a\n\n\ufeffb", "a  \u0085b", "a   \ufeffb", "!\u0085!", "\ufeff\"Hello", "a \u0085 b", " \ufeff\ufeff  c",
               "\ue000", "\ufffd", "\uffff", "\U0010ffff", "\ufff9\ufffb", "\u2060", "\u061c"]
    signs = ["\u201cquoted\u201d", "\u2018s", "\u2014", "a\u2014b", "\u2026", "...", "....", "--", "!!!", "?!", "\u00bfQu\u00e9?", "\u00abgu\u00e9\u00bb", "\u2581", "\u2581\u2581a", " \u2581", "\u0120", "\u0120a", "\u010a",
             "\u2200x\u2208\u211d", "\u2190\u2192", "\u00d7\u00f7", "\u00b0C", "\u00a7 5", "a" * 300, "ab " * 120, "\u6771" * 130]
    special = [form.replace("X", token) for token in SPECIAL for form in ["X", "aXb", " X ", "XX"]]
    special += ["<s>Hello</s>", "<s> Hello </s> again", "<S>", "< s>", "<s", "s>", "<<s>>", "<|endoftext", "<|endoftext|><|endoftext|>x", "\u2581<s>"]
    return blanks + words + numbers + marks + scripts + emoji + control + signs + special


def random_ids(size, count=80):
    """As a model may sample them: bytes of broken characters, special tokens, ids past the end."""
    rng = random.Random(0)
    lists = [[]]
    for i in range(count):
        top = [size, min(size, 280), min(size, 280), size + 5][i % 4]
        lists.append([rng.randrange(top) for _ in range(rng.randrange(1, 13))])
    return lists


def load(folder):
    """The fast tokenizer of a folder. tokenizers 0.19 does not know merges written as pairs: they are joined in a copy."""
    with tempfile.TemporaryDirectory() as copy:
        for name in ["config.json", "tokenizer_config.json", "special_tokens_map.json"]:
            if os.path.exists(os.path.join(folder, name)):
                shutil.copy(os.path.join(folder, name), copy)
        with open(os.path.join(folder, "tokenizer.json"), encoding="utf-8") as file:
            definition = json.load(file)
        merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in definition["model"]["merges"]]
        assert all(pair.count(" ") == 1 for pair in merges)
        definition["model"]["merges"] = merges
        with open(os.path.join(copy, "tokenizer.json"), "w", encoding="utf-8") as file:
            json.dump(definition, file)
        tokenizer = AutoTokenizer.from_pretrained(copy)
    assert tokenizer.is_fast, f"{folder}: not a fast tokenizer"
    return tokenizer


def about(tokenizer):
    name = type(tokenizer).__name__
    return {
        "class": name,
        "length": len(tokenizer),
        "bos": tokenizer.bos_token_id,
        "eos": tokenizer.eos_token_id,
        # The reference implementation sets this for one class, before anything else.
        "padding_side": "left" if name.startswith("GPT2Tokenizer") else tokenizer.padding_side,
    }


def decode(tokenizer, ids, keep=False):
    return tokenizer.decode(ids, skip_special_tokens=not keep)


def encode(tokenizer, text, special=True):
    return tokenizer(text, add_special_tokens=special)["input_ids"]


def case(tokenizer, text):
    ids = encode(tokenizer, text)
    return {
        "text": text,
        "ids": ids,
        "plain": encode(tokenizer, text, special=False),
        "spaced": encode(tokenizer, " " + text, special=False),
        "decoded": decode(tokenizer, ids),
        "kept": decode(tokenizer, ids, keep=True),
    }


def strings_of(value, found):
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            strings_of(part, found)
    return found


def hashed_file(tokenizer, path):
    raw = open(path, "rb").read()
    strings = strings_of(json.loads(raw), [])
    distinct = sorted(set(strings))
    whole, checks = hashlib.sha256(), []
    for text in distinct:
        ids = encode(tokenizer, text)
        lists = [ids, encode(tokenizer, text, special=False), encode(tokenizer, " " + text, special=False)]
        line = "\t".join([*(" ".join(map(str, one)) for one in lists), decode(tokenizer, ids)]) + "\n"
        whole.update(line.encode())
        checks.append(BASE64[zlib.crc32(line.encode()) % 64])
    return {
        "file": os.path.basename(path),
        "file_sha256": hashlib.sha256(raw).hexdigest(),
        "strings": len(strings),
        "distinct": len(distinct),
        "sha256": whole.hexdigest(),
        "checks": "".join(checks),
        "examples": [case(tokenizer, distinct[len(distinct) * i // 4]) for i in (1, 2, 3)],
    }


VARIANT_TEXTS = ["", "Paris", " The capital of France is Paris .", "a <s> b</s>c<s>Paris xyz xyz ", "<|endoftext|>x<|endoftext|>  <mask> y",
                 "<pad>", "It 's 1\u00bd\u0085\ufeff x", "\u6771\u4eac , \U0001f1e9\U0001f1ea", "<s>"]
FLAGS = {"lstrip": False, "rstrip": False, "single_word": False, "normalized": False, "special": False}
OBJECT = {"__type": "AddedToken", "lstrip": False, "rstrip": False, "single_word": False, "normalized": True}

# (title, 0 for GPT-2 or 1 for Llama, tokenizer_config.json, special_tokens_map.json or None, flags for tokenizer.json's added tokens)
VARIANTS = [
    ("Llama without BOS", 1, {"tokenizer_class": "LlamaTokenizer", "add_bos_token": False}, None, {}),
    ("Llama with EOS too", 1, {"tokenizer_class": "LlamaTokenizer", "add_eos_token": True, "padding_side": "right"}, None, {}),
    ("Llama, tokens as objects", 1, {"tokenizer_class": "LlamaTokenizerFast", "bos_token": {**OBJECT, "content": "<s>"}, "eos_token": {**OBJECT, "content": "</s>"},
     "clean_up_tokenization_spaces": True}, None, {}),
    ("Llama known by its model type only", 1, {}, None, {}),
    ("Llama with tokens of its own", 1, {"tokenizer_class": "LlamaTokenizer", "pad_token": "<pad>", "additional_special_tokens": ["Paris"],
     "added_tokens_decoder": {"9000": {**FLAGS, "content": "xyz "}, "1": {**FLAGS, "content": "<s>", "normalized": True, "special": True}}}, None, {}),
    ("Llama with another EOS in special_tokens_map.json", 1, {"tokenizer_class": "LlamaTokenizer", "eos_token": "</s>"}, {"eos_token": {"content": "<unk>"}}, {}),
    ("Llama with special tokens looked for after normalisation", 1, {"tokenizer_class": "LlamaTokenizer"}, None, {"normalized": True}),
    ("Llama's tokenizer.json under no particular class", 1, {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "</s>"}, None, {}),
    ("GPT-2 with a blank before every text", 0, {"tokenizer_class": "GPT2TokenizerFast", "add_prefix_space": True, "clean_up_tokenization_spaces": False}, None, {}),
    ("GPT-2 known by its model type only", 0, {"model_max_length": 512}, None, {}),
    ("GPT-2 with a mask that takes blanks with it", 0, {"tokenizer_class": "GPT2Tokenizer", "mask_token": {**OBJECT, "normalized": False, "content": "<mask>", "lstrip": True, "rstrip": True}}, None, {}),
    ("GPT-2 without BOS, asked to add it", 0, {"tokenizer_class": "GPT2Tokenizer", "bos_token": None, "add_bos_token": True}, None, {}),
]


def variant(bases, title, base, settings, special, flags):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(os.path.join(bases[base], "config.json"), folder)
        definition = json.load(open(os.path.join(bases[base], "tokenizer.json"), encoding="utf-8"))
        for token in definition["added_tokens"]:
            token.update(flags)
        files = {"tokenizer.json": definition, "tokenizer_config.json": settings, "special_tokens_map.json": special}
        for name, content in files.items():
            if content is not None:
                json.dump(content, open(os.path.join(folder, name), "w", encoding="utf-8"))
        tokenizer = load(folder)
    return {"title": title, "base": os.path.basename(os.path.abspath(bases[base])), "settings": settings, "special": special, "flags": flags,
            **about(tokenizer), "cases": [case(tokenizer, text) for text in VARIANT_TEXTS]}


def write(path, value):
    versions = f"transformers {transformers.__version__}, tokenizers {tokenizers.__version__}"
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"made": f"scripts/reference/tokens.py with {versions}", **value}, out)
        out.write("\n")


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("checkpoint")
    one.add_argument("folder")
    one.add_argument("out")
    one.add_argument("--knowedit")
    two = commands.add_parser("variants")
    two.add_argument("bases", nargs=2)
    two.add_argument("out")
    args = parser.parse_args()
    if args.command == "variants":
        return write(args.out, {"variants": [variant(args.bases, *each) for each in VARIANTS]})
    tokenizer = load(args.folder)
    names = sorted(name for name in os.listdir(args.knowedit) if name.endswith(".json")) if args.knowedit else []
    texts = list(dict.fromkeys(tricky_strings()))
    write(args.out, {
        "checkpoint": os.path.basename(os.path.abspath(args.folder)),
        "tokenizer_sha256": hashlib.sha256(open(os.path.join(args.folder, "tokenizer.json"), "rb").read()).hexdigest(),
        **about(tokenizer),
        "tricky": [case(tokenizer, text) for text in texts],
        "random": [{"ids": ids, "decoded": decode(tokenizer, ids), "kept": decode(tokenizer, ids, keep=True)} for ids in random_ids(len(tokenizer))],
        "files": [hashed_file(tokenizer, os.path.join(args.knowedit, name)) for name in names],
    })


if __name__ == "__main__":
    main()
