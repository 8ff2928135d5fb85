import type { EditableModel } from "#core/editable-model";
import type { Fact } from "../fact/fact.ts";
import type { Reading } from "../fact/reading.ts";
import { subjectRow } from "../fact/subject-row.ts";
import { meanByType } from "../keys/mean-by-type.ts";
import { subjectValues } from "../keys/subject-values.ts";
import type { Metric } from "../solve/metric.ts";
import { type Template, wholePrompt } from "../templates/template.ts";
import { findValue } from "../value/find-value.ts";
import type { ValueSettings } from "../value/value-params.ts";
import { valueRows } from "../value/value-rows.ts";
import { type RankOne, rankOneUpdate } from "./rank-one-update.ts";

/** A rank-one edit of one MLP output matrix W. */
export interface RankOneRequest {
	readonly model: EditableModel;
	readonly reading: Reading;
	readonly fact: Fact;
	readonly layer: number;
	readonly templates: readonly Template[];
	readonly settings: ValueSettings;
	/** C⁻¹; the identity unless given. */
	readonly metric?: Metric | undefined;
	/** Which texts the key k of the denominator is read in: the prompt alone (ROME), or the mean of all (R-ROME). */
	readonly denominator: "prompt" | "contexts";
	readonly onLoss: (loss: number) => void;
}

/** Finds key and value of a fact, and the update that joins them: `rankOneUpdate` of what `findValue` finds. */
export async function rankOneEdit(request: RankOneRequest): Promise<RankOne> {
	const { model, reading, fact, layer, templates, settings, metric, denominator, onLoss } = request;
	const mean = await valuesIn(request, templates);
	const rows = valueRows(reading, fact, templates);
	const value = await findValue({ model, layer, site: "mlpOutput", rows, settings, onLoss }); // [hidden]
	const { input, output } = denominator === "contexts" ? mean : await valuesIn(request, [wholePrompt]);
	return rankOneUpdate({ meanKey: mean.input, key: input, output, value, metric });
}

/** Mean input and output of the matrix at the subject's last token. @returns [inner] and [hidden] */
async function valuesIn(
	{ model, reading, fact, layer }: RankOneRequest,
	templates: readonly Template[],
): Promise<{ input: Float64Array; output: Float64Array }> {
	const { inner, hidden } = model.shape;
	const rows = templates.map((template) => subjectRow(reading, fact.prompt, template));
	const points = [
		{ layer, site: "mlpOutput.input" },
		{ layer, site: "mlpOutput" },
	] as const;
	const [inputs, outputs] = (await subjectValues(model, rows, points)) as [Float32Array, Float32Array];
	return {
		input: meanByType(inputs, inner, [rows.length]),
		output: meanByType(outputs, hidden, [rows.length]),
	};
}
