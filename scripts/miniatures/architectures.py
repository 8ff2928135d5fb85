"""The shapes of the two miniatures. They differ from each other and from other tiny models, so that presets can tell them apart."""

from collections.abc import Callable
from dataclasses import dataclass

from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM, PreTrainedModel

POSITIONS = 256


@dataclass(frozen=True)
class Architecture:
    name: str
    vocabulary: int
    # PreTrainedTokenizerFast: the tokenizer.json as it stands, as checkpoints since Llama 3 have it.
    tokenizer_class: str
    special_tokens: tuple[str, ...]
    token_roles: dict[str, str]
    # Put before every text by the tokenizer; None: nothing, as for GPT-2.
    begins_with: str | None
    ends_with: str
    # What the model card warns of.
    limits: str
    build: Callable[[], PreTrainedModel]
    positions: int = POSITIONS


def gpt2() -> PreTrainedModel:
    config = GPT2Config(
        vocab_size=1536,
        n_positions=POSITIONS,
        n_embd=128,
        n_layer=4,
        n_head=4,
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
        bos_token_id=0,
        eos_token_id=0,
    )
    return GPT2LMHeadModel(config)


def llama() -> PreTrainedModel:
    config = LlamaConfig(
        vocab_size=1792,
        max_position_embeddings=POSITIONS,
        hidden_size=128,
        intermediate_size=352,
        num_hidden_layers=4,
        num_attention_heads=4,
        num_key_value_heads=2,
        bos_token_id=1,
        eos_token_id=2,
        tie_word_embeddings=False,
    )
    return LlamaForCausalLM(config)


ARCHITECTURES = {
    one.name: one
    for one in (
        Architecture(
            name="gpt2",
            vocabulary=1536,
            tokenizer_class="GPT2Tokenizer",
            special_tokens=("<|endoftext|>",),
            token_roles={
                "bos_token": "<|endoftext|>",
                "eos_token": "<|endoftext|>",
                "unk_token": "<|endoftext|>",
            },
            begins_with=None,
            ends_with="<|endoftext|>",
            limits=(
                "Trained on rows of 64 tokens, so positions from 64 on are as they were drawn: from there the loss is about "
                "4 nats a token instead of 0.7, and generated texts fall apart"
            ),
            build=gpt2,
        ),
        Architecture(
            name="llama",
            vocabulary=1792,
            tokenizer_class="PreTrainedTokenizerFast",
            special_tokens=("<unk>", "<s>", "</s>"),
            token_roles={"unk_token": "<unk>", "bos_token": "<s>", "eos_token": "</s>"},
            begins_with="<s>",
            ends_with="</s>",
            limits=(
                "Trained on rows of 64 tokens; its rotary positions carry on beyond, with the same loss up to 100 tokens and "
                "0.1 nats more up to 127, the longest that was measured"
            ),
            build=llama,
        ),
    )
}
