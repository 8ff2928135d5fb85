import type { EditableModel } from "#core/editable-model";
import { blamingUnedited } from "#core/not-finite";
import type { Fact } from "../fact/fact.ts";
import type { Reading } from "../fact/reading.ts";
import { subjectRow } from "../fact/subject-row.ts";
import { meanByType } from "../keys/mean-by-type.ts";
import { subjectValues } from "../keys/subject-values.ts";
import type { Metric } from "../solve/metric.ts";
import { type Template, wholePrompt } from "../templates/template.ts";
import { findValues } from "../value/find-values.ts";
import type { ValueSettings } from "../value/value-params.ts";
import { valueRows } from "../value/value-rows.ts";
import { type RankOne, rankOneUpdate } from "./rank-one-update.ts";

/** Rank-one edits of one MLP output matrix W, each of the unedited one. */
export interface RankOneRequest {
	readonly model: EditableModel;
	readonly reading: Reading;
	readonly layer: number;
	readonly templates: readonly Template[];
	readonly settings: ValueSettings;
	/** C⁻¹; the identity unless given. */
	readonly metric?: Metric | undefined;
	/** Which texts the key k of the denominator is read in: the prompt alone (ROME), or the mean of all (R-ROME). */
	readonly denominator: "prompt" | "contexts";
}

/** A fact to write, and who is told the losses of the search for its value. */
export interface SoughtFact {
	readonly fact: Fact;
	readonly onLoss: (loss: number) => void;
}

/** Finds keys and values of facts, and the updates that join them: `rankOneUpdate` of what `findValues` finds. */
export async function findRankOnes(
	request: RankOneRequest,
	sought: readonly SoughtFact[],
): Promise<RankOne[]> {
	const { model, reading, layer, templates, settings, metric, denominator } = request;
	const facts = sought.map(({ fact }) => fact);
	const means = await valuesIn(request, facts, templates);
	const values = await findValues(
		{ model, layer, site: "mlpOutput", settings },
		sought.map(({ fact, onLoss }) => ({ rows: valueRows(reading, fact, templates), onLoss })),
	); // [hidden] each
	const bare = denominator === "contexts" ? means : await valuesIn(request, facts, [wholePrompt]);
	return values.map((value, i) => {
		const { input, output } = bare[i]!;
		return rankOneUpdate({ meanKey: means[i]!.input, key: input, output, value, metric });
	});
}

/** Mean input and output of the matrix at each subject's last token. @returns [inner] and [hidden] for each fact */
async function valuesIn(
	{ model, reading, layer }: RankOneRequest,
	facts: readonly Fact[],
	templates: readonly Template[],
): Promise<{ input: Float64Array; output: Float64Array }[]> {
	const { inner, hidden } = model.shape;
	const rows = facts.flatMap(({ prompt }) =>
		templates.map((template) => subjectRow(reading, prompt, template)),
	);
	const points = [
		{ layer, site: "mlpOutput.input" },
		{ layer, site: "mlpOutput" },
	] as const;
	const [inputs, outputs] = (await blamingUnedited(() => subjectValues(model, rows, points))) as [
		Float32Array,
		Float32Array,
	];
	const count = templates.length;
	const meanOf = (values: Float32Array, width: number, fact: number) =>
		meanByType(values.subarray(fact * count * width, (fact + 1) * count * width), width, [count]);
	return facts.map((_, i) => ({ input: meanOf(inputs, inner, i), output: meanOf(outputs, hidden, i) }));
}
