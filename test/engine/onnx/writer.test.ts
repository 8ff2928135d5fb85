import { test } from "uvu";
import * as assert from "uvu/assert";
import { ProtobufWriter } from "#engine/onnx/writer";

const hex = (writer: ProtobufWriter) => Buffer.from(writer.finish()).toString("hex");

test("the examples of the protocol-buffers documentation come out byte for byte", () => {
	assert.is(hex(new ProtobufWriter().int(1, 150)), "089601");
	assert.is(hex(new ProtobufWriter().string(2, "testing")), "120774657374696e67");
	assert.is(hex(new ProtobufWriter().message(3, (nested) => nested.int(1, 150))), "1a03089601");
});

test("integers take as many bytes as they need, negative ones ten", () => {
	assert.is(hex(new ProtobufWriter().int(1, 0)), "0800");
	assert.is(hex(new ProtobufWriter().int(1, 127)), "087f");
	assert.is(hex(new ProtobufWriter().int(1, 128)), "088001");
	assert.is(hex(new ProtobufWriter().int(1, -1)), "08ffffffffffffffffff01");
	assert.is(hex(new ProtobufWriter().int(1, 2n ** 63n - 1n)), "08ffffffffffffffff7f");
});

test("a field number above 15 takes a tag of two bytes", () => {
	assert.is(hex(new ProtobufWriter().int(16, 1)), "800101");
});

test("floats are four bytes, the lowest first", () => {
	assert.is(hex(new ProtobufWriter().float(2, 1.5)), "150000c03f");
});

test("text is UTF-8, and its length counts bytes", () => {
	assert.is(hex(new ProtobufWriter().string(1, "é")), "0a02c3a9");
});

test("a message longer than the first room for it is all there, at any depth", () => {
	const text = "0123456789".repeat(2000);
	const bytes = new ProtobufWriter()
		.message(1, (outer) => outer.message(2, (inner) => inner.string(3, text).int(4, 5)).int(6, 7))
		.finish();
	// 20,000 is a0 9c 01 in sevens; the messages around it are 6 and 12 bytes longer.
	const [start, end] = [bytes.slice(0, 12), bytes.slice(-4)].map((part) => Buffer.from(part).toString("hex"));
	assert.is(start, "0aac9c0112a69c011aa09c01");
	assert.is(end, "20053007");
	assert.is(Buffer.from(bytes.slice(12, -4)).toString(), text);
});

test("a text may end anywhere in the room that there is", () => {
	for (let before = 450; before < 515; before++) {
		for (const tag of [1, 16]) {
			const writer = new ProtobufWriter().int(tag, 0);
			for (let i = 0; i < before; i++) writer.int(1, 0);
			const end = Buffer.from(writer.string(3, "b").finish().slice(-5)).toString("hex");
			assert.is(end, "08001a0162", `${before} after ${tag}`);
		}
	}
});

test.run();
