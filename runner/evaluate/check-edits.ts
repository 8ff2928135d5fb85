import { type Delta, deltaTensors } from "#core/delta";
import { describeValue } from "#core/describe-value";
import type { Edit } from "#core/edit";
import { tf } from "#engine/tf";

/**
 * Edits as an editor handed them back, which may be one of somebody else's. Whether their deltas fit the weights is seen
 * when they are applied.
 *
 * @param wanted how many
 * @throws Error with the first that is none; what the others hold is freed
 */
export function checkEdits(edits: unknown, wanted: number, editor: string): asserts edits is readonly Edit[] {
	const problem = problemOf(edits, wanted);
	if (problem === undefined) return;
	if (Array.isArray(edits)) for (const edit of edits) tf.dispose(tensorsOf(edit));
	throw new Error(`Editor "${editor}" ${problem}`);
}

function problemOf(edits: unknown, wanted: number): string | undefined {
	if (!Array.isArray(edits))
		return `handed back ${describeValue(edits)}; it should be a list of edits, one a case`;
	if (edits.length !== wanted) return `was given ${wanted} cases and handed back ${edits.length} edits`;
	return Array.from(edits as unknown[], (edit, at) => {
		const wrong = problemOfEdit(edit);
		return wrong === undefined ? undefined : `handed back an edit of case ${at} ${wrong}`;
	}).find((one) => one !== undefined);
}

function problemOfEdit(edit: unknown): string | undefined {
	if (typeof edit !== "object" || edit === null)
		return `that is ${describeValue(edit)}; it should be { kind: "weights", deltas } or { kind: "wrap", wrap }`;
	const { kind, deltas, wrap } = edit as Readonly<Record<string, unknown>>;
	if (kind === "wrap") {
		return typeof wrap === "function"
			? undefined
			: `of kind "wrap" whose "wrap" is ${describeValue(wrap)}; it should be a function of a model`;
	}
	if (kind !== "weights") return `of kind ${describeValue(kind)}; it should be "weights" or "wrap"`;
	if (!(deltas instanceof Map))
		return `whose "deltas" are ${describeValue(deltas)}; they should be a Map: new Map([[weight, delta]])`;
	const odd = [...deltas].find(([name, delta]) => typeof name !== "string" || !isDelta(delta));
	if (odd !== undefined)
		return `whose delta of ${describeValue(odd[0])} is ${describeValue(odd[1])}; it should be a tensor, or { left, right } of two`;
	const gone = [...(deltas as Map<string, Delta>)].find(([, delta]) =>
		deltaTensors(new Map([["", delta]])).some((tensor) => tensor.isDisposed),
	);
	return (
		gone &&
		`whose delta of "${gone[0]}" was disposed; a tensor made within tf.tidy() lives on if that returns it`
	);
}

const isTensor = (value: unknown): value is tf.Tensor => value instanceof tf.Tensor;

function isDelta(delta: unknown): boolean {
	if (isTensor(delta)) return true;
	const { left, right } = (delta ?? {}) as Readonly<Record<string, unknown>>;
	return isTensor(left) && isTensor(right) && left.rank === 2 && right.rank === 2;
}

/** Of what may be no edit at all. */
function tensorsOf(edit: unknown): tf.Tensor[] {
	const { deltas } = (edit ?? {}) as { readonly deltas?: unknown };
	const values = deltas instanceof Map ? [...deltas.values()] : [];
	return values.filter(isDelta).flatMap((delta) => deltaTensors(new Map([["", delta]])));
}
