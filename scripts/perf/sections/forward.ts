import type { TokenPosition } from "editbench";
import { keyedRandom } from "#engine/rng";
import { alternate, seconds } from "../alternate.ts";
import { differenceNote } from "../difference.ts";
import { forwardFlops } from "../flops.ts";
import type { Section, Setting } from "../setting.ts";
import { shareOfRate, sizesOf } from "../shares.ts";

const ROWS = 4;
const COLUMNS = 64;

const ALL = `forward, ${ROWS} × ${COLUMNS} tokens, logits of all tokens`;
const LAST = `forward, ${ROWS} × ${COLUMNS} tokens, logits of each row's last token`;

/** One pass over the same random tokens. */
export const forward: Section = async (setting) => {
	const { int } = keyedRandom(0, "perf", "forward");
	const ids = Array.from({ length: ROWS }, () =>
		Array.from({ length: COLUMNS }, () => int(setting.ours.model.shape.vocab)),
	);
	const last = ids.map((_, row) => [row, COLUMNS - 1] as const);
	const all = ids.flatMap((row, i) => row.map((_, column) => [i, column] as const));
	const tokens = ROWS * COLUMNS;
	const line = await compared(setting, { what: ALL, ids, at: all, side: "public", task: "forward" });
	return [
		line,
		await compared(setting, { what: LAST, ids, at: last, side: "tuned", task: "forward_tuned" }),
		...shareOfRate(setting, line, forwardFlops(sizesOf(setting), tokens, tokens)),
	];
};

interface Pass {
	readonly what: string;
	readonly ids: readonly (readonly number[])[];
	readonly at: readonly TokenPosition[];
	readonly side: "public" | "tuned";
	readonly task: string;
}

async function compared({ ours, yardstick, rounds }: Setting, { what, ids, at, side, task }: Pass) {
	let [mine, theirs]: [number[], number[]] = [[], []];
	const pass = async () => {
		const logits = ours.model.logits({ ids }, at); // [at, vocab]
		const [, vocab] = logits.shape;
		const values = await logits.data();
		mine = at.flatMap(([, column], i) =>
			column === COLUMNS - 1 ? [...values.slice(i * vocab, i * vocab + 4)] : [],
		);
		logits.dispose();
	};
	const samples = await alternate(rounds, {
		ours: () => seconds(pass),
		...(yardstick && {
			[side]: async () => {
				const { seconds, result } = await yardstick.ask<{ logits: number[][] }>(task, { ids });
				theirs = result.logits.flat();
				return seconds;
			},
		}),
	});
	return { what, unit: "s" as const, samples, ...differenceNote("logits", mine, theirs) };
}
