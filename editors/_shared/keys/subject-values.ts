import type { EditableModel, TracePoint } from "#core/editable-model";
import { NotFinite } from "#core/not-finite";
import { allFinite } from "#engine/all-finite";
import { tf } from "#engine/tf";
import { type SubjectRow, subjectPositions } from "../fact/subject-row.ts";

/** Texts read side by side. */
const ROWS = 64;

/**
 * Values inside the network at the subject's last token of each row.
 *
 * @returns [rows, width] for each point, row-major
 * @throws NotFinite where one is NaN or infinite
 */
export async function subjectValues(
	model: EditableModel,
	rows: readonly SubjectRow[],
	points: readonly TracePoint[],
): Promise<Float32Array[]> {
	const parts: Float32Array[][] = points.map(() => []);
	for (let start = 0; start < rows.length; start += ROWS) {
		const some = rows.slice(start, start + ROWS);
		const values = model.trace({ ids: some.map(({ ids }) => ids) }, subjectPositions(some), points);
		try {
			for (const [i, value] of values.entries()) parts[i]!.push((await value.data()) as Float32Array);
		} finally {
			tf.dispose(values);
		}
	}
	return parts.map((ofPoint, i) => {
		const all = joined(ofPoint);
		const { site, layer } = points[i]!;
		if (allFinite(all)) return all;
		throw new NotFinite(`values (${site}) of block ${layer} that are not finite at a subject`);
	});
}

function joined(parts: readonly Float32Array[]): Float32Array {
	const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
	let start = 0;
	for (const part of parts) {
		all.set(part, start);
		start += part.length;
	}
	return all;
}
