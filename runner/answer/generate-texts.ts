import type { GenerateAsk, GeneratedText } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import { openIds } from "#core/fed-ids";
import type { Random } from "#engine/rng";
import { normaliseText } from "./normalise-text.ts";

/** A text to be written. */
interface Draft extends AskedText {
	/** Ids of the bare prompt. */
	readonly prompt: readonly number[];
	/** Ids of what the model is really given. */
	readonly fed: readonly number[];
	readonly newTokens: number;
}

/** A text that is asked for. */
export interface AskedText {
	readonly ask: GenerateAsk;
	/** The stream of its prompt: the same whatever else is asked. */
	readonly random: Random;
	readonly lane: number;
}

/**
 * Writes all texts; those with equal sampling together. Tokens are counted on the bare prompt, so that an edit that
 * puts something before it writes as much as any other, and what it puts there is no part of the text.
 *
 * @param texts in ascending order of their lanes
 * @returns one text an ask
 */
export async function generateTexts(
	model: EditableModel,
	texts: readonly AskedText[],
): Promise<GeneratedText[]> {
	const { tokenizer } = model;
	const drafts = texts.map((text): Draft => {
		const { prompt: asked, totalTokens } = text.ask;
		const prompt = openIds(tokenizer, asked);
		const fed = openIds(tokenizer, model.frame(asked));
		return { ...text, prompt, fed, newTokens: Math.max(0, totalTokens - prompt.length) };
	});
	const written = new Map<Draft, readonly number[]>();
	for (const group of alike(drafts.filter(({ newTokens }) => newTokens > 0))) {
		const { sampling, stopAtEnd } = group[0]!.ask;
		const rows = await model.generate(
			group.map(({ fed }) => fed),
			{
				sampling,
				stopAtEnd,
				random: group.map(({ random }) => random),
				maxNewTokens: group.map(({ newTokens }) => newTokens),
				lanes: group.map(({ lane }) => lane),
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

/** Texts that are written side by side: their keys and values stay in memory meanwhile. */
const TEXTS_A_BATCH = 16;

/** Drafts by how they are sampled. */
function alike(drafts: readonly Draft[]): Draft[][] {
	const groups = new Map<string, Draft[]>();
	for (const draft of drafts) {
		const key = JSON.stringify([draft.ask.sampling, draft.ask.stopAtEnd]);
		const group = groups.get(key);
		if (group) group.push(draft);
		else groups.set(key, [draft]);
	}
	return [...groups.values()].flatMap(chunks);
}

const chunks = (drafts: readonly Draft[]): Draft[][] =>
	Array.from({ length: Math.ceil(drafts.length / TEXTS_A_BATCH) }, (_, i) =>
		drafts.slice(i * TEXTS_A_BATCH, (i + 1) * TEXTS_A_BATCH),
	);
