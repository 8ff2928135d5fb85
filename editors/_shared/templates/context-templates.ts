import type { Artifacts } from "#core/artifacts";
import type { EditableModel } from "#core/editable-model";
import type { EditContext } from "#core/editor";
import { blamingUnedited } from "#core/not-finite";
import { parseTemplate, type Template } from "./template.ts";
import { writeTexts } from "./write-texts.ts";

/** How many texts of how many tokens, those of the prompt and of the tokenizer included. */
export type TextLength = readonly [tokens: number, texts: number];

export interface TemplateSettings {
	/** By type; generated unless given. */
	readonly given: readonly (readonly string[])[] | undefined;
	readonly lengths: readonly TextLength[];
	/** What replaces braces in generated texts. */
	readonly braces: "" | " ";
}

interface TemplateContext {
	readonly model: EditableModel;
	readonly artifacts: Artifacts;
	readonly random: EditContext<unknown>["random"];
}

/**
 * Contexts in which a fact is learnt, so that it holds in more than one: the prompt alone, and the prompt after texts
 * that the model itself wrote, `{text}. {}`. They are written once for a model and a seed, and kept.
 *
 * @returns by type: the bare prompt, then one type for each length
 */
export async function contextTemplates(
	context: TemplateContext,
	settings: TemplateSettings,
): Promise<Template[][]> {
	const texts = settings.given ?? (await generated(context, settings));
	return texts.map((type) => type.map(parseTemplate));
}

async function generated(
	{ model, artifacts, random }: TemplateContext,
	{ lengths, braces }: TemplateSettings,
): Promise<string[][]> {
	const artifact = await artifacts.obtain({
		kind: "context-templates",
		// A number drawn from the stream stands for the experiment's seed.
		key: { lengths, braces, seed: random("context-templates", "seed").int(2 ** 32) },
		async build(report) {
			const types: string[][] = [["{}"]];
			for (const [done, length] of lengths.entries()) {
				report(done, lengths.length);
				const texts = await blamingUnedited(() => writeTexts(model, length, random));
				types.push(texts.map((text) => `${text.replace(/[{}]/g, braces)}. {}`));
			}
			return { tensors: new Map(), info: { types } };
		},
	});
	return artifact.info.types as string[][];
}
