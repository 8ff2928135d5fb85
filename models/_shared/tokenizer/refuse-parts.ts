import { UserError } from "#core/errors";

/**
 * Refuses what gives other ids each time, and damage at which the library would end the whole process instead of
 * reporting it.
 *
 * @param definition a tokenizer.json
 */
export function refuseParts(folder: string, definition: object): void {
	for (const part of partsOf(definition)) {
		const fault = faultOf(part);
		if (fault === undefined) continue;
		throw new UserError(`"${folder}/tokenizer.json" cannot be used: ${fault.what}`, { hint: fault.hint });
	}
}

type Part = Readonly<Record<string, unknown>>;

const damaged = "The file is damaged. Fetch it again.";

function faultOf(part: Part): { readonly what: string; readonly hint: string } | undefined {
	if (typeof part.dropout === "number" && part.dropout > 0) {
		const hint = 'Set "dropout": null in tokenizer.json: it is for training.';
		return { what: `its model has "dropout" ${part.dropout}, so that a text gets other ids each time`, hint };
	}
	if (part.type === "Precompiled" && !isCompiled(part.precompiled_charsmap)) {
		return { what: 'its normalizer "Precompiled" has a damaged "precompiled_charsmap"', hint: damaged };
	}
	if (part.type === "FixedLength" && part.length === 0) {
		return { what: 'its pre_tokenizer "FixedLength" has length 0', hint: damaged };
	}
	return undefined;
}

/** A length in bytes, so many bytes of a trie, and its texts. */
function isCompiled(map: unknown): boolean {
	if (typeof map !== "string") return false;
	const bytes = Buffer.from(map, "base64");
	if (bytes.length < 8) return false;
	const trie = bytes.readUInt32LE(0);
	return trie >= 4 && trie % 4 === 0 && trie <= bytes.length - 4;
}

/** The model, the normalisers, the pre-tokenizers …, those within sequences too. Vocabularies are not looked through. */
function* partsOf(value: unknown): Generator<Part> {
	const rest: unknown[] = [value];
	while (rest.length > 0) {
		const part = rest.pop();
		if (typeof part !== "object" || part === null) continue;
		if (!Array.isArray(part)) yield part as Part;
		for (const [name, child] of Object.entries(part)) {
			if (name !== "vocab" && name !== "merges" && name !== "added_tokens") rest.push(child);
		}
	}
}
