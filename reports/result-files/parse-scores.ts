import type { ProbeScores } from "#core/aggregate";
import type { JsonField } from "./json-field.ts";
import type { ResultScores } from "./result-record.ts";

const again = "Write the file again with the tool that made it.";

/** Scores under `pre` or `post`. @throws UserError that names the field */
export function parseScores(scores: JsonField): ResultScores {
	const keys = scores.keys("an object with the scores of a model", again);
	const present = (name: string) => keys.includes(name);
	return {
		rewrite_acc: fractions(scores.get("rewrite_acc")),
		...(present("rewrite_ppl") && { rewrite_ppl: numbers(scores.get("rewrite_ppl")) }),
		...(present("rephrase_acc") && { rephrase_acc: fractions(scores.get("rephrase_acc")) }),
		...(present("portability") && { portability: probeScores(scores.get("portability")) }),
		...(present("locality") && { locality: probeScores(scores.get("locality")) }),
		...(present("fluency") && { fluency: fluency(scores.get("fluency")) }),
	};
}

function probeScores(group: JsonField): ProbeScores {
	const keys = group.keys("an object with a list of fractions for each key", again);
	const strange = keys.find((key) => !/_(acc|output)$/.test(key));
	if (strange !== undefined) {
		throw group.wrong(
			'names that end in "_acc" (or "_output", which is not scored)',
			`Rename or remove "${strange}": leaving it out unasked could change the result.`,
		);
	}
	// `…_output` are predicted token ids, which the tools keep until they have compared them.
	const scored = keys.filter((key) => key.endsWith("_acc"));
	return Object.fromEntries(scored.map((key) => [key, fractions(group.get(key))]));
}

function fluency(field: JsonField): { ngram_entropy: number } {
	field.keys('an object with "ngram_entropy"', again);
	const entropy = field.get("ngram_entropy");
	const [value, ...others] = numbers(entropy);
	if (value === undefined || others.length > 0) throw entropy.wrong("one number", again);
	return { ngram_entropy: value };
}

function fractions(field: JsonField): number[] {
	const values = numbers(field);
	const outside = values.findIndex((value) => value < 0 || value > 1);
	if (outside < 0) return values;
	const wrong = Array.isArray(field.value) ? field.get(outside) : field;
	throw wrong.wrong("a fraction between 0 and 1", "Result files hold fractions; divide percentages by 100.");
}

/** One tool writes a lone number where the others write a list of one; `null` is how JSON spells NaN. */
function numbers(field: JsonField): number[] {
	const list: unknown[] = Array.isArray(field.value) ? field.value : [field.value];
	return list.map((value, index) => {
		if (value === null) return Number.NaN;
		if (typeof value === "number") return value;
		const wrong = Array.isArray(field.value) ? field.get(index) : field;
		throw wrong.wrong(wrong === field ? "a list of numbers" : "a number", again);
	});
}
