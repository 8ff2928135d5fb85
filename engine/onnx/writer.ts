/** How a field's value is laid out in the protocol-buffers wire format. */
const wire = { varint: 0, bytes: 2, fixed32: 5 } as const;

const utf8 = new TextEncoder();

/**
 * Writes protocol-buffers messages (https://protobuf.dev/programming-guides/encoding), as far as ONNX needs them.
 * Byte fields are kept by reference until `finish`, so a model's initialisers are copied once only.
 */
export class ProtobufWriter {
	private readonly parts: Uint8Array[] = [];
	private size = 0;

	/** An integer of up to 64 bits; negative numbers in two's complement, as `int64` fields want them. */
	int(field: number, value: number | bigint): this {
		return this.tag(field, wire.varint).varint(value);
	}

	float(field: number, value: number): this {
		const bytes = new Uint8Array(4);
		new DataView(bytes.buffer).setFloat32(0, value, true);
		return this.tag(field, wire.fixed32).raw(bytes);
	}

	string(field: number, value: string): this {
		return this.bytes(field, utf8.encode(value));
	}

	bytes(field: number, value: Uint8Array): this {
		return this.tag(field, wire.bytes).varint(value.length).raw(value);
	}

	/** A nested message: `write` fills it. */
	message(field: number, write: (nested: ProtobufWriter) => void): this {
		const nested = new ProtobufWriter();
		write(nested);
		this.tag(field, wire.bytes).varint(nested.size);
		for (const part of nested.parts) this.raw(part);
		return this;
	}

	finish(): Uint8Array {
		const message = new Uint8Array(this.size);
		let offset = 0;
		for (const part of this.parts) {
			message.set(part, offset);
			offset += part.length;
		}
		return message;
	}

	private tag(field: number, type: number): this {
		return this.varint((field << 3) | type);
	}

	/** Seven bits a byte, lowest first; the top bit says that another byte follows. */
	private varint(value: number | bigint): this {
		const bytes: number[] = [];
		let rest = BigInt.asUintN(64, BigInt(value));
		while (rest > 127n) {
			bytes.push(Number(rest & 127n) | 128);
			rest >>= 7n;
		}
		bytes.push(Number(rest));
		return this.raw(Uint8Array.from(bytes));
	}

	private raw(bytes: Uint8Array): this {
		this.parts.push(bytes);
		this.size += bytes.length;
		return this;
	}
}
