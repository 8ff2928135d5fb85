import type { StoredArtifact } from "#runner/artifacts/artifact-store";
import { alignColumns } from "../align-columns.ts";
import { defineCommand } from "../define-command.ts";
import { formatBytes } from "../format-bytes.ts";
import { printJson, printLines } from "../output.ts";

export const statsList = defineCommand({
	usage: "list",
	under: "stats",
	describe: "List what is kept: covariances, context templates and the like",
	positionals: {},
	options: { json: { type: "boolean", describe: "Print JSON" } },
	examples: [["bench stats list", "each with its key, model, size and what it was made of"]],
	run: async ({ json }) => {
		const { ArtifactStore } = await import("#runner/artifacts/artifact-store");
		const store = new ArtifactStore();
		const found = await store.list();
		if (json) return printJson({ folder: store.folder, ...found });
		const rows = [
			...found.stored.map((one) => [one.name, one.title, formatBytes(one.bytes), describe(one)]),
			...found.damaged.map((name) => [name, "", "", "damaged: what needs it builds it again"]),
			...found.unfinished.map((name) => [name, "", "", "unfinished: the same command goes on with it"]),
		];
		printLines(rows.length === 0 ? [`Nothing is kept in ${store.folder}`] : alignColumns(rows));
	},
});

/** The key's parts that are plain, and what the build counted. */
function describe({ key, info: { corpus: name, ...info } }: StoredArtifact): string {
	const corpus = key.corpus as { form?: string; repo?: string; config?: string } | undefined;
	const parts = Object.entries({ ...key, ...info })
		.filter(([, value]) => typeof value === "number" || typeof value === "string")
		.map(([label, value]) => `${label} ${value}`);
	// Older ones do not say what their corpus was called.
	const source = name ?? corpus?.repo ?? corpus?.form;
	return [...parts, ...(source === undefined ? [] : [`corpus ${source}`])].join(", ");
}
