import { test } from "uvu";
import * as assert from "uvu/assert";
import { decodeAsRust } from "../../../../models/_shared/tokenizer/decode-bytes.ts";
import { library } from "../../../../models/_shared/tokenizer/library.ts";

const bytes = decodeAsRust(new library.ByteFallbackDecoder({ type: "ByteFallback" }));

// All expected texts are what tokenizers 0.19.1 (Rust) gives.
test("decodeAsRust() joins byte tokens into characters", () => {
	assert.equal(bytes.decode_chain(["a", "<0xE6>", "<0x9D>", "<0xB1>", "b"]), ["a", "東", "b"]);
});

test("decodeAsRust() gives one U+FFFD for every byte of a run that is not UTF-8", () => {
	assert.equal(bytes.decode_chain(["<0xE6>", "<0x9D>"]), ["\ufffd\ufffd"]);
	assert.equal(bytes.decode_chain(["a", "<0x41>", "<0xFF>", "b"]), ["a", "\ufffd\ufffd", "b"]);
});

test("decodeAsRust() keeps a byte order mark", () => {
	assert.equal(bytes.decode_chain(["<0xEF>", "<0xBB>", "<0xBF>", "x"]), ["\ufeff", "x"]);
});

test("decodeAsRust() leaves alone what only looks like a byte", () => {
	assert.equal(bytes.decode_chain(["<0x4G>", "<0x411>"]), ["<0x4G>", "<0x411>"]);
});

test("decodeAsRust() reaches into sequences and leaves other decoders alone", () => {
	const decoders = [{ type: "ByteFallback" }, { type: "Fuse" }];
	const sequence = decodeAsRust(new library.SequenceDecoder({ type: "Sequence", decoders }));
	assert.equal(sequence.decode_chain(["<0xC3>", "x"]), ["\ufffdx"]);
});

test.run();
