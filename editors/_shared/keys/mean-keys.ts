import type { EditableModel } from "#core/editable-model";
import type { Fact } from "../fact/fact.ts";
import type { Reading } from "../fact/reading.ts";
import { subjectRow } from "../fact/subject-row.ts";
import type { Template } from "../templates/template.ts";
import { meanByType } from "./mean-by-type.ts";
import { subjectValues } from "./subject-values.ts";

/**
 * Keys of facts: what enters the MLP output matrix of a block at the subject's last token, averaged over context
 * templates within a type, then over types.
 *
 * @returns [inner] for each fact
 */
export async function meanKeys(
	model: EditableModel,
	reading: Reading,
	{ facts, layer, templates }: { facts: readonly Fact[]; layer: number; templates: readonly Template[][] },
): Promise<Float64Array[]> {
	const { inner } = model.shape;
	const rows = facts.flatMap(({ prompt }) =>
		templates.flat().map((template) => subjectRow(reading, prompt, template)),
	);
	const [values] = (await subjectValues(model, rows, [{ layer, site: "mlpOutput.input" }])) as [Float32Array]; // [facts × templates, inner]
	const sizes = templates.map((type) => type.length);
	const step = templates.flat().length * inner;
	return facts.map((_, i) => meanByType(values.subarray(i * step, (i + 1) * step), inner, sizes));
}
