import type { EditableModel, GenerateOptions } from "#core/editable-model";
import { modelView } from "#core/model-view";

/** What one lane wants to have generated. */
interface LanePrompts {
	readonly lane: number;
	readonly prompts: readonly (readonly number[])[];
	readonly options: GenerateOptions;
}

interface Waiting extends LanePrompts {
	readonly resolve: (ids: number[][]) => void;
	readonly reject: (error: unknown) => void;
}

/**
 * Runs a task for each lane, all at once. Whenever every unfinished task waits for its model to generate, what they wait
 * for is generated in one batch.
 *
 * @param together a view with the lanes of `models`, in their order
 * @param models each lane's own view
 */
export async function generateTogether<T>(
	together: EditableModel,
	models: readonly EditableModel[],
	task: (model: EditableModel, lane: number) => Promise<T> | T,
): Promise<T[]> {
	let waiting: Waiting[] = [];
	let unfinished = models.length;
	const proceed = () => {
		if (waiting.length === 0 || waiting.length < unfinished) return;
		const all = waiting.sort((a, b) => a.lane - b.lane);
		waiting = [];
		for (const alike of byOptions(all)) void answer(together, alike);
	};
	return Promise.all(
		models.map(async (model, lane) => {
			const generate: EditableModel["generate"] = (prompts, options) =>
				new Promise((resolve, reject) => {
					waiting.push({ lane, prompts, options, resolve, reject });
					proceed();
				});
			try {
				return await task(modelView(model, { generate }), lane);
			} finally {
				unfinished -= 1;
				proceed();
			}
		}),
	);
}

async function answer(model: EditableModel, alike: readonly Waiting[]): Promise<void> {
	try {
		const ids = await generateFor(model, alike);
		const parts = partsOf(
			ids,
			alike.map(({ prompts }) => prompts.length),
		);
		for (const [i, { resolve }] of alike.entries()) resolve(parts[i]!);
	} catch (error) {
		for (const { reject } of alike) reject(error);
	}
}

/**
 * Generates for several lanes in one batch.
 *
 * @param asks in ascending order of lanes, all sampled alike
 * @param more about the rows of all of them
 * @returns new ids of each row
 */
export const generateFor = (
	model: EditableModel,
	asks: readonly LanePrompts[],
	more: Pick<GenerateOptions, "after" | "onLogits"> = {},
): Promise<number[][]> =>
	model.generate(
		asks.flatMap(({ prompts }) => prompts),
		{
			...asks[0]!.options,
			random: asks.flatMap(({ options }) => options.random),
			maxNewTokens: asks.flatMap(({ options }) => options.maxNewTokens),
			lanes: asks.flatMap(({ lane, prompts }) => prompts.map(() => lane)),
			...more,
		},
	);

/** A list cut into parts of so many elements each. */
export function partsOf<T>(list: readonly T[], sizes: readonly number[]): T[][] {
	let next = 0;
	return sizes.map((size) => {
		const start = next;
		next += size;
		return list.slice(start, next);
	});
}

/** Those that can share a batch. */
function byOptions(waiting: readonly Waiting[]): Waiting[][] {
	const groups = new Map<string, Waiting[]>();
	for (const one of waiting) {
		const { sampling, minNewTokens, stopAtEnd } = one.options;
		const key = JSON.stringify([sampling, minNewTokens, stopAtEnd]);
		groups.set(key, [...(groups.get(key) ?? []), one]);
	}
	return [...groups.values()];
}
