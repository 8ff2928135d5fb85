import type { Report } from "#core/report";
import type { Results } from "#core/results";
import { promise } from "./broken-promise.ts";
import type { Check } from "./check.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { sampleResults } from "./results.ts";

/** What every report promises. */
export function reportChecks({ implementation, params }: Report): Check[] {
	const render = (results: Results): string => implementation.render(results, { params });
	const one = (results: Results): void => {
		const text = render(deepFreeze(results));
		promise(typeof text === "string" && text !== "", `it renders ${JSON.stringify(text)}`);
	};
	return [
		{
			title: "names the extension of its file without the point",
			run() {
				const { extension } = implementation;
				promise(/^[a-z0-9]+(\.[a-z0-9]+)*$/i.test(extension), `the extension is "${extension}"`);
			},
		},
		{ title: "renders results, and does not write to them", run: () => one(sampleResults) },
		{
			title: "renders the same bytes of the same results",
			run() {
				const [first, second] = [render(sampleResults), render(sampleResults)];
				promise(first === second, "the second text differs");
			},
		},
		{
			title: "renders cells that failed, were skipped, or are not done",
			run: () => one({ ...sampleResults, cells: sampleResults.cells.slice(1) }),
		},
		{
			title: "renders results without a cell",
			run: () => void render(deepFreeze({ ...sampleResults, cells: [] })),
		},
	];
}
