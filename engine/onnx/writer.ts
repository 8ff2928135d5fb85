/** How a field's value is laid out in the protocol-buffers wire format. */
const wire = { varint: 0, bytes: 2, fixed32: 5 } as const;

const utf8 = new TextEncoder();

/** Bytes of a negative number. */
const LONGEST_VARINT = 10;

/** Bytes that a length takes. */
const varintSize = (length: number): number => Math.max(1, Math.ceil((32 - Math.clz32(length)) / 7));

/** Writes protocol-buffers messages (https://protobuf.dev/programming-guides/encoding), as far as ONNX needs them. */
export class ProtobufWriter {
	#buffer = new Uint8Array(1024);
	#size = 0;

	/** An integer of up to 64 bits; negative numbers in two's complement, as `int64` fields want them. */
	int(field: number, value: number | bigint): this {
		return this.#tag(field, wire.varint).#varint(value);
	}

	float(field: number, value: number): this {
		this.#tag(field, wire.fixed32).#reserve(4);
		new DataView(this.#buffer.buffer).setFloat32(this.#size, value, true);
		this.#size += 4;
		return this;
	}

	string(field: number, value: string): this {
		return this.#prefixed(field, () => {
			this.#reserve(3 * value.length); // the most that UTF-8 may take
			this.#size += utf8.encodeInto(value, this.#buffer.subarray(this.#size)).written;
		});
	}

	bytes(field: number, value: Uint8Array): this {
		return this.#prefixed(field, () => {
			this.#reserve(value.length);
			this.#buffer.set(value, this.#size);
			this.#size += value.length;
		});
	}

	/** A nested message: `write` writes its fields. */
	message(field: number, write: (fields: this) => void): this {
		return this.#prefixed(field, () => write(this));
	}

	finish(): Uint8Array {
		return this.#buffer.slice(0, this.#size);
	}

	#tag(field: number, type: number): this {
		return this.#varint((field << 3) | type);
	}

	/** What `write` writes, behind its length, which is known afterwards. */
	#prefixed(field: number, write: () => void): this {
		this.#tag(field, wire.bytes);
		const start = this.#size;
		write();
		const length = this.#size - start;
		const shift = varintSize(length);
		this.#reserve(LONGEST_VARINT); // now, while all that was written counts as such
		this.#buffer.copyWithin(start + shift, start, this.#size);
		this.#size = start;
		this.#varint(length);
		this.#size += length;
		return this;
	}

	/** Seven bits a byte, lowest first; the top bit says that another byte follows. */
	#varint(value: number | bigint): this {
		this.#reserve(LONGEST_VARINT);
		if (typeof value === "bigint" || value < 0 || value > 2 ** 31 - 1) return this.#longVarint(value);
		let rest = value;
		for (; rest > 127; rest >>= 7) this.#buffer[this.#size++] = (rest & 127) | 128;
		this.#buffer[this.#size++] = rest;
		return this;
	}

	/** As `#varint`, which has made room, where 31 bits may not suffice. */
	#longVarint(value: number | bigint): this {
		let rest = BigInt.asUintN(64, BigInt(value));
		for (; rest > 127n; rest >>= 7n) this.#buffer[this.#size++] = Number(rest & 127n) | 128;
		this.#buffer[this.#size++] = Number(rest);
		return this;
	}

	/** Makes room for `count` bytes more. */
	#reserve(count: number): void {
		if (this.#size + count <= this.#buffer.length) return;
		const larger = new Uint8Array(2 * (this.#size + count));
		larger.set(this.#buffer.subarray(0, this.#size));
		this.#buffer = larger;
	}
}
