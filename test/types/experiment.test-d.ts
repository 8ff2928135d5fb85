import {
	defineDataset,
	defineEditor,
	defineExperiment,
	defineMetric,
	type KnowEditRecord,
	params,
	sweep,
	z,
} from "editbench";

const facts = defineDataset({
	name: "facts",
	summary: "Plain records",
	load: async () => [{ id: "0", subject: "a", prompt: "b", targetNew: "c" }],
});
const probed = defineDataset({
	name: "probed",
	summary: "KnowEdit records",
	load: async (): Promise<readonly KnowEditRecord[]> => [],
});
const spread = defineMetric({
	name: "spread",
	summary: "Reads portability",
	format: { column: "Spread", scale: 1, higherIsBetter: true },
	asks: ({ record }: { record: KnowEditRecord }) => ({
		all: { kind: "teacherForced", probes: Object.values(record.portability).flat() },
	}),
	score: ({ after }) => ({ all: after.all.map(({ logProbs }) => logProbs.length) }),
});
const success = defineMetric({
	name: "success",
	summary: "Reads any record",
	format: { column: "S", scale: 1, higherIsBetter: true },
	asks: ({ record }) => ({
		own: { kind: "teacherForced", probes: [{ prompt: record.prompt, answer: record.targetNew }] },
	}),
	score: ({ after }) => ({ own: after.own.map(() => 1) }),
});
const nudge = defineEditor({
	name: "nudge",
	summary: "Does nothing of use",
	params: params({
		steps: z.int().positive().default(5).describe("Steps"),
		layers: z.array(z.int()).optional().describe("Layers"),
	}),
	needs: ["layers"],
	presets: [{ title: "toy", shape: { layers: 2 }, params: { layers: [0] } }],
	edit: ({ cases, params: { steps } }) =>
		cases.map(() => ({ kind: "weights", deltas: new Map(), steps }) as const),
});
nudge();
nudge({ steps: sweep(1, 2) });
// @ts-expect-error a parameter of the wrong type
nudge({ steps: "5" });
// @ts-expect-error a misspelt parameter: did you mean 'steps'?
nudge({ step: 5 });
// @ts-expect-error a swept value of the wrong type
nudge({ steps: sweep("1", "2") });

const rest = { name: "x", models: [], editors: [nudge()] };
defineExperiment({ ...rest, datasets: [probed()], metrics: [spread(), success()] });
defineExperiment({ ...rest, datasets: [facts()], metrics: [success()] });
// @ts-expect-error a metric that reads a field the dataset lacks
defineExperiment({ ...rest, datasets: [facts()], metrics: [spread()] });
const presetOf = { title: "t", shape: {} };
defineEditor({
	name: "a",
	summary: "b",
	params: params({ steps: z.int().describe("n") }),
	// @ts-expect-error a preset with a parameter of another method
	presets: [{ ...presetOf, params: { layer: 3 } }],
	edit: () => [],
});
