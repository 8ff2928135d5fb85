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

test.run();
