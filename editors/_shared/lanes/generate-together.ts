import type { EditableModel, GenerateOptions } from "#core/editable-model";
import { modelView } from "#core/model-view";

interface Waiting {
	readonly lane: number;
	readonly prompts: readonly (readonly number[])[];
	readonly options: GenerateOptions;
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
		const prompts = alike.flatMap((one) => one.prompts);
		const ids = await model.generate(prompts, {
			...alike[0]!.options,
			random: alike.flatMap(({ options }) => options.random),
			maxNewTokens: alike.flatMap(({ options }) => options.maxNewTokens),
			lanes: alike.flatMap(({ lane, prompts }) => prompts.map(() => lane)),
		});
		let next = 0;
		for (const one of alike) {
			one.resolve(ids.slice(next, next + one.prompts.length));
			next += one.prompts.length;
		}
	} catch (error) {
		for (const { reject } of alike) reject(error);
	}
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
