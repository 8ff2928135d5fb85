import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a configuration says of the weights' type, "" where it says nothing. */
export type ConfigDtype = string;

/**
 * Copies config.json. Where some weights have become float32, it says so of all of them: transformers loads weights in the
 * type that it names, and would round the change away.
 *
 * @returns what it said, where that is another type
 */
export function copyConfig(from: string, to: string, isFloat32: boolean): ConfigDtype | undefined {
	const text = readFileSync(join(from, "config.json"), "utf8");
	const config = JSON.parse(text) as Readonly<Record<string, unknown>>;
	// transformers 5 writes "dtype", and reads both.
	const key = "dtype" in config ? "dtype" : "torch_dtype";
	const was = String(config[key] ?? "");
	const changes = isFloat32 && was !== "float32";
	writeFileSync(join(to, "config.json"), changes ? saying(text, key, key in config) : text);
	return changes ? was : undefined;
}

/** In the text, so that all else stays as it was spelt: 1e-05, 10000.0. */
function saying(text: string, key: string, isThere: boolean): string {
	const spelt = isThere
		? text.replace(new RegExp(`("${key}"\\s*:\\s*)("[^"]*"|null)`), '$1"float32"')
		: text.replace("{", `{\n  "${key}": "float32",`);
	if (JSON.parse(spelt)[key] === "float32") return spelt;
	throw new Error(`config.json could not be made to say "${key}": "float32"`);
}
