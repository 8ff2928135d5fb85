import type { Capability, EditableModel } from "#core/editable-model";
import type { Tokenizer } from "#core/tokenizer";
import { tf } from "#engine/tf";
import { broken, promise } from "./broken-promise.ts";
import { type Check, Skipped } from "./check.ts";
import { distance } from "./distance.ts";
import type { LoadedModel } from "./loaded-model.ts";
import { greedy, lastLogits, ofRow, ROUNDING, read, rowsOf, texts } from "./model-reads.ts";
import { checkGradient, checkTrace, checkView } from "./view-checks.ts";
import { withoutSyncReads } from "./without-sync-reads.ts";

type Run = (model: EditableModel) => Promise<void>;
type Named = readonly [title: string, run: Run];
type Needing = readonly [...Named, needs: Capability];

/** What every language model promises. */
export function modelChecks(loaded: LoadedModel): Check[] {
	const withModel = async (run: Run) => run((await loaded.load()).model);
	return [
		{ title: "is what its source says before it is loaded", run: () => checkSource(loaded) },
		...always.map(([title, run]) => ({ title, run: () => withModel(run) })),
		...whereProvided.map(([title, run, needs]) => ({
			title,
			async run() {
				const { model } = await loaded.load();
				return model.provides.has(needs) ? run(model) : new Skipped(`it does not provide "${needs}"`);
			},
		})),
	];
}

async function checkSource(loaded: LoadedModel): Promise<void> {
	const { model, source } = await loaded.load();
	promise(source.hash !== "" && source.bytes > 0, "the source has no hash or no size");
	promise(source.paddingSide === model.tokenizer.paddingSide, "the padding side differs");
	const differs = JSON.stringify(source.shape) !== JSON.stringify(model.shape);
	promise(!differs, `${JSON.stringify(source.shape)} became ${JSON.stringify(model.shape)}`);
}

const checkPlaces = (tokenizer: Tokenizer) => (text: string) => {
	const tokens = tokenizer.align(text);
	const ids = tokens.map(({ id }) => id).join();
	promise(
		ids === tokenizer.encode(text).join(),
		`"${text}" is encoded to other tokens than it is aligned with`,
	);
	const own = tokens.filter(({ added }) => added === undefined);
	const isWithin = own.every(({ start, end }) => start >= 0 && start <= end && end <= text.length);
	promise(
		isWithin && own.at(-1)?.end === text.length,
		`the tokens of "${text}" do not reach to its end, or beyond it`,
	);
};

const always: readonly Named[] = [
	[
		"gives finite logits at the tokens asked for",
		async (model) => {
			const [row = []] = rowsOf(model);
			const values = await read(() =>
				model.logits({ ids: [row] }, [
					[0, row.length - 1],
					[0, 0],
				]),
			);
			promise(values.length === 2 * model.shape.vocab, `two positions have ${values.length} logits`);
			promise(values.every(Number.isFinite), "a logit is not a number");
		},
	],
	["says where in a text each token stands", async ({ tokenizer }) => texts.forEach(checkPlaces(tokenizer))],
	[
		"gives a text the same logits whatever stands beside it",
		async (model) => {
			const rows = rowsOf(model);
			const together = await lastLogits(model, { ids: rows });
			for (const [i, row] of rows.entries()) {
				const off = distance(await lastLogits(model, { ids: [row] }), ofRow(together, i, rows.length));
				promise(off < ROUNDING, `"${texts[i]}" is off by ${off} in a batch`);
			}
		},
	],
	[
		"gives the same logits after masked padding on the left",
		async (model) => {
			const [row = []] = rowsOf(model);
			const pads = [0, 0, 0];
			const padded = await lastLogits(model, {
				ids: [[...pads.map(() => model.tokenizer.eosId), ...row]],
				mask: [[...pads, ...row.map(() => 1)]],
				positions: [[...pads, ...row.keys()]],
			});
			const off = distance(await lastLogits(model, { ids: [row] }), padded);
			promise(off < ROUNDING, `they are off by ${off}`);
		},
	],
	[
		"reads nothing synchronously and leaves no tensor behind",
		async (model) => {
			const [row = []] = rowsOf(model);
			await lastLogits(model, { ids: [row] }); // what is made once is made
			const before = tf.memory().numTensors;
			await withoutSyncReads(async () => {
				await lastLogits(model, { ids: [row] });
				if (model.provides.has("generation")) await greedy(model, [row], 3);
			});
			const left = tf.memory().numTensors - before;
			promise(left === 0, `${left} tensors are left`);
		},
	],
];

const whereProvided: readonly Needing[] = [
	["answers through withWeights() with other weights, and stays as it is", checkView, "weights"],
	["has the gradients that finite differences have", checkGradient, "gradients"],
	["traces what it computes", checkTrace, "activations"],
	["generates greedily what is likeliest", checkGreedy, "generation"],
];

async function checkGreedy(model: EditableModel): Promise<void> {
	const rows = rowsOf(model);
	const written = await greedy(model, rows, 4);
	for (const [i, row] of rows.entries()) {
		const text = [...row];
		for (const id of written[i]!) {
			const logits = await lastLogits(model, { ids: [text] });
			const best = Math.max(...logits);
			if (best - logits[id]! > ROUNDING) broken(`after ${text.length} tokens it writes ${id}`);
			text.push(id);
		}
	}
}
