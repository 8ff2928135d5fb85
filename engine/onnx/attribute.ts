/** A floating-point attribute. ONNX tells `1` from `1.0`, JavaScript does not, so a float says so. */
export class FloatAttribute {
	readonly value: number;

	constructor(value: number) {
		this.value = value;
	}

	toString(): string {
		return `float(${this.value})`;
	}
}

/** Marks an attribute as floating-point: `{ alpha: float(1) }`. */
export const float = (value: number): FloatAttribute => new FloatAttribute(value);

/** A whole number, a list of them, a text, or a number marked by `float`. */
export type Attribute = number | readonly number[] | string | FloatAttribute;

export type Attributes = Readonly<Record<string, Attribute>>;
