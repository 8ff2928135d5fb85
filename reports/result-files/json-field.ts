import { describeValue } from "#core/describe-value";
import { UserError } from "#core/errors";

/** A value inside a JSON file that remembers where it stands, so that every complaint can say so. */
export class JsonField {
	readonly value: unknown;
	/** File and record, as in `a.json, record 3`. */
	readonly #record: string;
	/** Names below the record, as in `post.locality`; empty for the record itself. */
	readonly #path: string;

	constructor(value: unknown, record: string, path = "") {
		this.value = value;
		this.#record = record;
		this.#path = path;
	}

	/** The field `name` of an object, or the item `name` of a list. */
	get(name: string | number): JsonField {
		const inside = this.value as Readonly<Record<string | number, unknown>>;
		const step = typeof name === "number" ? `[${name}]` : this.#path === "" ? name : `.${name}`;
		return new JsonField(inside[name], this.#record, this.#path + step);
	}

	get isAbsent(): boolean {
		return this.value === undefined;
	}

	/** The names in an object. @throws UserError where the value is none */
	keys(want: string, hint: string): string[] {
		if (!isObject(this.value)) throw this.wrong(want, hint);
		return Object.keys(this.value);
	}

	/** @throws UserError where the value is no string */
	string(hint: string): string {
		if (typeof this.value !== "string") throw this.wrong("a string", hint);
		return this.value;
	}

	/** A list of strings; a lone string counts as a list of one. @throws UserError where there is none, or something else */
	strings(hint: string): string[] {
		const list: unknown[] = Array.isArray(this.value) ? this.value : [this.value];
		if (list.length === 0 || list.some((item) => typeof item !== "string")) {
			throw this.wrong("a string or a list of strings", hint);
		}
		return list as string[];
	}

	wrong(want: string, hint: string): UserError {
		const place = this.#path === "" ? this.#record : `${this.#record}, ${this.#path}`;
		return new UserError(`${place}: got ${describeValue(this.value)}, want ${want}.`, { hint });
	}
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null && !Array.isArray(value);
