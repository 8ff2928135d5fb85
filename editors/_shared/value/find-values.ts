import { UserError } from "#core/errors";
import { CHECKPOINT, NotFinite } from "#core/not-finite";
import { allFinite } from "#engine/all-finite";
import { Adam } from "#engine/optimise/adam";
import { tf } from "#engine/tf";
import { ValueLosses } from "./value-losses.ts";
import type { SearchPlace, ValueSearch } from "./value-search.ts";

/** Below this loss there is nothing left to learn. */
const LEARNT = 5e-2;

/** Tokens of the rows that are searched side by side; one search may have more. */
const TOKENS_TOGETHER = 512;

/**
 * Searches what a block should say at the subjects' last tokens for the targets to follow, each search by itself:
 *
 *     z = h + argmin_δ −mean_rows (1/n) Σⱼ log p(x*ⱼ | h + δ) + κ KL(p_δ ‖ p₀) + ω ‖δ‖ / ‖h‖²
 *
 * by Adam, ‖δ‖ ≤ c ‖h‖ after each step, where h is the value in the first row of the unedited model and KL is that of
 * the next token after the subject in "{subject} is a". `steps` losses are computed, and one update fewer made; a loss
 * below 0.05 ends it. Searches share passes through the model.
 *
 * @returns z of each search, [hidden]
 * @throws NotFinite where what the block says, or the first loss, is not a number
 * @throws UserError where a later loss is not a number
 */
export async function findValues(
	place: SearchPlace,
	searches: readonly ValueSearch[],
): Promise<Float32Array[]> {
	const found: Float32Array[] = [];
	for (const group of groupsOf(searches)) found.push(...(await findTogether(place, group)));
	return found;
}

/** Neighbours that fit into one batch. */
function groupsOf(searches: readonly ValueSearch[]): ValueSearch[][] {
	const groups: ValueSearch[][] = [];
	let tokens = 0;
	for (const search of searches) {
		const more = search.rows.ids.reduce((sum, row) => sum + row.length, 0);
		tokens += more;
		if (groups.length > 0 && tokens <= TOKENS_TOGETHER) groups.at(-1)!.push(search);
		else {
			groups.push([search]);
			tokens = more;
		}
	}
	return groups;
}

/** A search on its way. */
interface Lane {
	readonly search: ValueSearch;
	/** h, [hidden] */
	readonly start: Float32Array;
	/** Of δ, [1, hidden]. */
	readonly adam: Adam;
}

async function findTogether(place: SearchPlace, searches: readonly ValueSearch[]): Promise<Float32Array[]> {
	const { learningRate, clampNormFactor, steps } = place.settings;
	const zeros = tf.zeros([1, place.model.shape.hidden]);
	const starts = await startValues(place, searches);
	const lanes = searches.map((search, i): Lane => {
		const start = starts[i]!;
		const ball = clampNormFactor * Math.hypot(...start);
		return { search, start, adam: new Adam(new Map([["δ", zeros]]), { learningRate, radius: null, ball }) };
	});
	const losses = new ValueLosses(
		place,
		lanes.map(({ search, start }) => ({ rows: search.rows, length: Math.hypot(...start) })),
	);
	try {
		let open = lanes.map((_, i) => i);
		for (let step = 0; step < steps && open.length > 0; step++) {
			open = await makeStep(losses, lanes, { open, step, isLast: step === steps - 1 });
		}
		return await Promise.all(lanes.map(soughtValue));
	} finally {
		losses.dispose();
		for (const { adam } of lanes) adam.dispose();
		zeros.dispose();
	}
}

const deltaOf = ({ adam }: Lane): tf.Tensor2D => adam.values.get("δ")! as tf.Tensor2D;

async function soughtValue(lane: Lane): Promise<Float32Array> {
	const delta = await deltaOf(lane).data();
	return lane.start.map((value, i) => value + delta[i]!);
}

/** h of each search. @returns [hidden] each */
async function startValues(
	{ model, layer, site }: SearchPlace,
	searches: readonly ValueSearch[],
): Promise<Float32Array[]> {
	const ids = searches.map(({ rows }) => rows.ids[0]!);
	const at = searches.map(({ rows }, i) => [i, rows.subjects[0]![1]] as const);
	const [values] = model.trace({ ids }, at, [{ layer, site }]) as [tf.Tensor2D]; // [searches, hidden]
	const all = (await values.data()) as Float32Array;
	values.dispose();
	if (!allFinite(all)) throw notFinite(`values of block ${layer} that are not finite`);
	const { hidden } = model.shape;
	return searches.map((_, i) => all.slice(i * hidden, (i + 1) * hidden));
}

interface StepOptions {
	/** Numbers of the lanes that have not ended. */
	readonly open: readonly number[];
	readonly step: number;
	readonly isLast: boolean;
}

/** @returns the lanes that go on */
async function makeStep(
	losses: ValueLosses,
	lanes: readonly Lane[],
	{ open, step, isLast }: StepOptions,
): Promise<number[]> {
	const deltas = open.map((lane) => deltaOf(lanes[lane]!));
	const results = await losses.differentiate(open, deltas, step);
	try {
		for (const [i, lane] of open.entries()) {
			const { loss } = results[i]!;
			lanes[lane]!.search.onLoss(loss);
			checkLoss(loss, step);
		}
		if (isLast) return [];
		const goesOn = (_: number, i: number) => results[i]!.loss >= LEARNT;
		for (const [i, lane] of open.entries()) {
			if (goesOn(lane, i)) lanes[lane]!.adam.step(new Map([["δ", results[i]!.gradient]]));
		}
		return open.filter(goesOn);
	} finally {
		tf.dispose(results.map(({ gradient }) => gradient));
	}
}

function checkLoss(loss: number, step: number): void {
	if (Number.isFinite(loss)) return;
	if (step === 0) throw notFinite(`a first loss of ${loss}`);
	throw new UserError(`The loss of step ${step} is ${loss}: the search for a value has diverged`, {
		hint: 'Lower "learningRate" or "clampNormFactor".',
	});
}

const notFinite = (what: string): NotFinite =>
	new NotFinite(what, { whose: "The unedited model", why: CHECKPOINT });
