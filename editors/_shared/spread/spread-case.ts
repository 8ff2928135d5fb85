import type { EditCase, EditContext } from "#core/editor";
import { checkLayers } from "../check-layers.ts";
import { readFact } from "../fact/fact.ts";
import { contextTemplates } from "../templates/context-templates.ts";
import { type Spread, type SpreadRequest, spreadEdit } from "./spread-edit.ts";
import type { SpreadParams } from "./spread-params.ts";

/** Makes the `solve` of a method; called when it is known that the requests can be edited. */
export type MakeSolve = (layers: readonly number[]) => Promise<SpreadRequest["solve"]>;

/**
 * Edits all requests of a case at once.
 *
 * @throws SkipRecord that names the first of them which lacks its subject or a target
 */
export async function spreadCase(
	context: EditContext<SpreadParams>,
	one: EditCase,
	makeSolve: MakeSolve,
): Promise<Spread> {
	const { model, params, fidelity, onStep } = context;
	const layers = [...new Set(params.layers!)]; // the editors' `needs`
	checkLayers(model, layers);
	const reading = { tokenizer: model.tokenizer, fidelity };
	const facts = one.requests.map((record) => readFact(reading, record, { blank: "where-absent" }));
	const { contextTemplates: given, templateLengths: lengths } = params;
	const templates = await contextTemplates(context, { given, lengths, braces: " " });
	const onLoss = (loss: number) => onStep(one, { loss });
	const solve = await makeSolve(layers);
	return spreadEdit({ model, reading, facts, layers, templates, settings: params, solve, onLoss });
}
