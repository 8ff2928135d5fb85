import { checkLayers } from "#core/check-layers";
import type { EditContext } from "#core/editor";
import { readFact } from "../fact/fact.ts";
import { contextTemplates } from "../templates/context-templates.ts";
import { findValues } from "../value/find-values.ts";
import { valueRows } from "../value/value-rows.ts";
import { type Spread, type SpreadRequest, spreadEdit } from "./spread-edit.ts";
import type { SpreadParams } from "./spread-params.ts";

/** Makes the `solve` of a method; called when it is known that the requests can be edited. */
export type MakeSolve = (layers: readonly number[]) => Promise<SpreadRequest["solve"]>;

/**
 * Edits each case, all its requests at once. The values of all are searched together, at the last of the blocks.
 *
 * @throws SkipRecord where a request lacks its subject or a target
 */
export async function spreadCases(
	context: EditContext<SpreadParams>,
	makeSolve: MakeSolve,
): Promise<Spread[]> {
	const { model, cases, params, fidelity, onStep } = context;
	const layers = [...new Set(params.layers!)]; // the editors' `needs`
	checkLayers(layers, model.shape.layers, '"layers"');
	const reading = { tokenizer: model.tokenizer, fidelity };
	const facts = cases.map(({ requests }) =>
		requests.map((record) => readFact(reading, record, { blank: "where-absent" })),
	);
	const { contextTemplates: given, templateLengths: lengths } = params;
	const templates = await contextTemplates(context, { given, lengths, braces: " " });
	const solve = await makeSolve(layers);
	const losses = facts.map((ofCase) => ofCase.map((): number[] => []));
	const values = await findValues(
		{ model, layer: layers.at(-1)!, site: "block", settings: params },
		facts.flatMap((ofCase, i) =>
			ofCase.map((fact, j) => ({
				rows: valueRows(reading, fact, templates.flat()),
				onLoss: (loss: number) => losses[i]![j]!.push(loss),
			})),
		),
	);
	// Request by request, though they are searched side by side.
	for (const [i, one] of cases.entries()) for (const loss of losses[i]!.flat()) onStep(one, { loss });
	const spreads: Spread[] = [];
	let first = 0;
	for (const ofCase of facts) {
		const own = values.slice(first, first + ofCase.length);
		first += ofCase.length;
		spreads.push(await spreadEdit({ model, reading, facts: ofCase, values: own, layers, templates, solve }));
	}
	return spreads;
}
