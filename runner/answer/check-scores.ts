import type { ProbeScores } from "#core/aggregate";
import { describeValue } from "#core/describe-value";

/** What a metric, perhaps somebody else's, gave as scores. @throws Error where they are no lists of numbers by key */
export function checkScores(scores: unknown, metric: string): ProbeScores {
	const wanted = "it should be an object of lists of numbers, such as { edit: [1, 0] }";
	if (typeof scores !== "object" || scores === null || Array.isArray(scores) || scores instanceof Map)
		throw new Error(
			`Metric "${metric}" scored ${scores instanceof Map ? "a Map" : describeValue(scores)}; ${wanted}`,
		);
	for (const [key, values] of Object.entries(scores)) {
		if (!Array.isArray(values))
			throw new Error(`Metric "${metric}" scored ${describeValue(values)} for "${key}"; ${wanted}`);
		const odd = values.findIndex((value) => typeof value !== "number");
		if (odd >= 0)
			throw new Error(
				`Metric "${metric}" scored ${describeValue(values[odd])} for "${key}", probe ${odd}; ${wanted}`,
			);
	}
	return scores as ProbeScores;
}
