import type { EditableModel } from "#core/editable-model";
import type { EditContext } from "#core/editor";
import { openIds } from "#core/fed-ids";
import type { TextLength } from "./context-templates.ts";

const openings = ["The", "Therefore", "Because", "I", "You"];
const sampling = { temperature: 1, topK: 5, topP: null };

/** Texts that begin with one word of five, by turns in that order, as the public code samples them. */
export async function writeTexts(
	model: EditableModel,
	[tokens, count]: TextLength,
	random: EditContext<unknown>["random"],
): Promise<string[]> {
	const each = Math.floor(count / openings.length);
	const rows = openings.flatMap((opening) => Array.from({ length: each }, (_, i) => ({ opening, i })));
	const prompts = rows.map(({ opening }) => openIds(model.tokenizer, opening));
	const written = await model.generate(prompts, {
		sampling,
		random: rows.map(({ opening, i }) => random("context-templates", opening, tokens, i)),
		maxNewTokens: prompts.map((prompt) => Math.max(0, tokens - prompt.length)),
		stopAtEnd: false,
	});
	return prompts.map((prompt, i) => plain(model.tokenizer.decode([...prompt, ...written[i]!])));
}

/** As generated texts are stored everywhere: see docs/metrics.md, Texts. */
const plain = (text: string): string =>
	text.normalize("NFKD").replaceAll("\n\n", " ").replaceAll("<|endoftext|>", "");
