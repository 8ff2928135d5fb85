import { keyedRandom } from "#engine/rng";
import { alternate, seconds } from "../alternate.ts";
import type { Line } from "../line.ts";
import type { Section } from "../setting.ts";

const NEW_TOKENS = 100;
const sampling = { temperature: 1, topK: 5, topP: null };

/** Texts after the prompts of the first records, alone and eight side by side, sampled as fluency's are. */
export const generate: Section = async ({ ours, yardstick, rounds, recordsOf }) => {
	const { model } = ours;
	const records = await recordsOf(8);
	const lines: Line[] = [];
	for (const batch of [1, 8]) {
		const prompts = records.slice(0, batch).map(({ prompt }) => model.tokenizer.encode(prompt));
		const write = () =>
			model.generate(prompts, {
				sampling,
				random: prompts.map((_, row) => keyedRandom(0, "perf", row)),
				maxNewTokens: prompts.map(() => NEW_TOKENS),
				stopAtEnd: false,
			});
		const samples = await alternate(rounds, {
			ours: () => seconds(write),
			...(yardstick && {
				public: async () => (await yardstick.ask("generate", { prompts, newTokens: NEW_TOKENS })).seconds,
			}),
		});
		lines.push({
			what: `${NEW_TOKENS} tokens, ${batch === 1 ? "one text" : `${batch} texts`}`,
			unit: "s",
			samples,
		});
	}
	return lines;
};
