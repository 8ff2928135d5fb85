import type { GenerateAsk, GeneratedText } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import type { Random } from "#engine/rng";
import { normaliseText } from "./normalise-text.ts";

/** A text to be written. */
interface Draft {
	readonly ask: GenerateAsk;
	/** Ids of the bare prompt. */
	readonly prompt: readonly number[];
	/** Ids of what the model is really given. */
	readonly fed: readonly number[];
	readonly newTokens: number;
}

/**
 * Writes all texts; those with equal sampling together. Tokens are counted on the bare prompt, so that an edit that
 * puts something before it writes as much as any other, and what it puts there is no part of the text.
 *
 * @param random the stream of a prompt: the same whatever else is asked
 * @returns one text an ask
 */
export async function generateTexts(
	model: EditableModel,
	asks: readonly GenerateAsk[],
	random: (prompt: string) => Random,
): Promise<GeneratedText[]> {
	const { tokenizer } = model;
	const drafts = asks.map((ask): Draft => {
		const prompt = tokenizer.encode(ask.prompt);
		const fed = tokenizer.encode(model.frame(ask.prompt));
		return { ask, prompt, fed, newTokens: Math.max(0, ask.totalTokens - prompt.length) };
	});
	const written = new Map<Draft, readonly number[]>();
	for (const group of alike(drafts.filter(({ newTokens }) => newTokens > 0))) {
		const { sampling, stopAtEnd } = group[0]!.ask;
		const rows = await model.generate(
			group.map(({ fed }) => fed),
			{
				sampling,
				stopAtEnd,
				random: group.map(({ ask }) => random(ask.prompt)),
				maxNewTokens: group.map(({ newTokens }) => newTokens),
			},
		);
		for (const [i, draft] of group.entries()) written.set(draft, rows[i]!);
	}
	return drafts.map((draft) => {
		const ids = written.get(draft) ?? [];
		const { prompt } = draft;
		return { prompt, ids, text: normaliseText(tokenizer.decode([...prompt, ...ids])) };
	});
}

/** Drafts by how they are sampled. */
function alike(drafts: readonly Draft[]): Draft[][] {
	const groups = new Map<string, Draft[]>();
	for (const draft of drafts) {
		const key = JSON.stringify([draft.ask.sampling, draft.ask.stopAtEnd]);
		const group = groups.get(key);
		if (group) group.push(draft);
		else groups.set(key, [draft]);
	}
	return [...groups.values()];
}
