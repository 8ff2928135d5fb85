import { readFile } from "node:fs/promises";
import { metricColumn } from "#core/metric-column";
import type { Configured, Erased, PluginKind } from "#core/plugin";
import { lanesInUse } from "../plan/grouping.ts";
import { askedTogether } from "../plan/lanes.ts";
import { notesOf } from "../plan/notes.ts";
import type { Plan } from "../plan/plan.ts";
import { pluginIdentity } from "../plan/plugin-version.ts";
import { MANIFEST_FORMAT, type Manifest, type ManifestCell, type ManifestPlugin } from "./manifest.ts";

/** The manifest of a plan, without the runs. */
export async function buildManifest(plan: Plan): Promise<Omit<Manifest, "runs">> {
	const { experiment, file, cells } = plan;
	const { name, question, seeds, regime, fidelity, aggregation, engine, published, metrics, saveDeltas } =
		experiment;
	const ready = cells.map(({ grid, ready }) => ({ ...grid, source: ready! }));
	return {
		format: MANIFEST_FORMAT,
		experiment: {
			name,
			...(question !== undefined && { question }),
			file,
			text: await readFile(file, "utf8"),
			seeds,
			regime,
			fidelity,
			aggregation,
			engine,
			saveDeltas,
			metrics: metrics.map(metricColumn),
			published,
			notes: notesOf(plan),
		},
		models: distinct(ready.map(({ model, source }) => ({ ...describe(model), source: source.model }))),
		datasets: distinct(
			ready.map(({ dataset, source: { dataset: found, names } }) => ({
				...describe(dataset),
				source: found.source,
				contents: names.contents,
			})),
		),
		editors: distinct(ready.map(({ editor }) => describe(editor))),
		metrics: metrics.map(describe),
		cells: cells.map(manifestCell),
	};
}

function manifestCell(cell: Plan["cells"][number]): ManifestCell {
	const { key, ready, records, preset, grid } = cell;
	const { id, baselineId, scorings, params } = ready!;
	const lanes = lanesInUse(cell);
	const together = Math.min(askedTogether(ready!.lanes), records ?? 0);
	return {
		key,
		id,
		baseline: baselineId,
		editorName: grid.editor.info.name,
		unedited: grid.editor.implementation.unedited,
		expected: records ?? 0,
		scorings,
		params,
		...(lanes > 1 && { lanes }),
		...(together > 1 && { askedTogether: together }),
		...(preset !== undefined && { preset }),
	};
}

const describe = (plugin: Configured<PluginKind, Erased, Erased>): ManifestPlugin => ({
	...pluginIdentity(plugin),
	label: plugin.label,
	params: plugin.params,
});

const distinct = <T extends ManifestPlugin>(plugins: readonly T[]): T[] => [
	...new Map(plugins.map((one) => [one.label, one])).values(),
];
