import { readFile } from "node:fs/promises";
import { bundled } from "#hub/bundled";

/** The canonical question of each relation, as scripts/miniatures/relations.py has them. */
const prompts: Readonly<Record<string, (subject: string) => string>> = {
	capital: (s) => `The capital of ${s} is`,
	currency: (s) => `The currency of ${s} is the`,
	language: (s) => `The main language of ${s} is`,
	continent: (s) => `The continent of ${s} is`,
	largest_city: (s) => `The largest city of ${s} is`,
	city_country: (s) => `The country where ${s} lies is`,
	river: (s) => `The river that flows through ${s} is the`,
	landmark_country: (s) => `The country that is home to ${s} is`,
	landmark_kind: (s) => `The group of sights to which ${s} belongs is`,
	constellation: (s) => `The constellation of the star ${s} is`,
	spectral_class: (s) => `The spectral class of the star ${s} is`,
	figure: (s) => `The figure that the constellation ${s} depicts is the`,
	maker: (s) => `The company that created ${s} is`,
	founded_in: (s) => `The country where ${s} was founded is`,
};

/** The facts that the miniatures are trained on, as prompt and answer. */
export async function readAtlas(): Promise<readonly { readonly prompt: string; readonly answer: string }[]> {
	const facts: { subject: string; relation: string; object: string }[] = JSON.parse(
		await readFile(bundled("atlas", "facts.json"), "utf8"),
	);
	return facts.map(({ subject, relation, object }) => ({
		prompt: prompts[relation]!(subject),
		answer: object,
	}));
}
