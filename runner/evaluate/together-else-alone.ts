import { toFailure } from "../worker/failure.ts";
import type { Failure } from "../worker/messages.ts";

/** What came of each, in order. */
export interface Done<T> {
	readonly results: readonly Result<T>[];
	/** Why they were done one by one; empty where they were not. */
	readonly notTogether: readonly Failure[];
}

/** What was wanted, or why it cannot be had. */
export type Result<T> = { readonly value: T } | { readonly failure: Failure };

/** Does something for several at once; where that fails, for each alone, so that only the guilty one has failed. */
export async function togetherElseAlone<In, Out>(
	items: readonly In[],
	work: (items: readonly In[]) => Promise<readonly Out[]>,
): Promise<Done<Out>> {
	if (items.length === 0) return { results: [], notTogether: [] };
	try {
		return { results: (await work(items)).map((value) => ({ value })), notTogether: [] };
	} catch (error) {
		const failure = toFailure(error);
		if (items.length === 1) return { results: [{ failure }], notTogether: [] };
		const results: Result<Out>[] = [];
		for (const item of items) results.push(...(await togetherElseAlone([item], work)).results);
		return { results, notTogether: [failure] };
	}
}
