import { UserError } from "#core/errors";
import type { PluginKind } from "#core/plugin";
import { alignColumns } from "../align-columns.ts";
import { defineCommand } from "../define-command.ts";
import { printJson, printLines } from "../output.ts";
import type { LoadedPlugin } from "../plugins/loaded-plugin.ts";

const headings: Readonly<Record<PluginKind, string>> = {
	model: "Models",
	dataset: "Datasets",
	editor: "Editors",
	metric: "Metrics",
	report: "Reports",
};
const kinds = Object.keys(headings) as PluginKind[];

export const list = defineCommand({
	usage: "list [kind]",
	describe: "List the models, datasets, editors, metrics and reports there are",
	positionals: {
		kind: {
			type: "string",
			coerce: readKind,
			describe: "Only the models, datasets, editors, metrics or reports",
		},
	},
	options: {
		plugin: { type: "string", array: true, requiresArg: true, describe: "Load plug-ins from this file too" },
		json: { type: "boolean", describe: "Print JSON" },
	},
	examples: [
		["bench list editors", "the editors"],
		["bench list --plugin ./my-editor.ts", "all, with those of a file"],
	],
	run: async ({ kind, plugin, json }) => {
		const { loadPlugins } = await import("../plugins/load-plugins.ts");
		const plugins = (await loadPlugins(plugin)).filter(
			({ factory }) => kind === undefined || factory.kind === kind,
		);
		if (json) printJson(plugins.map(toJson));
		else printLines(kinds.flatMap((one) => section(one, plugins)));
	},
});

/** Singular or plural. */
function readKind(text: string | undefined): PluginKind | undefined {
	const kind = kinds.find((one) => one === text || `${one}s` === text);
	if (kind !== undefined || text === undefined) return kind;
	throw new UserError(
		`There is no kind of plug-in called "${text}": there are ${kinds.map((one) => `${one}s`).join(", ")}`,
	);
}

const toJson = ({ id, from, factory: { kind, info } }: LoadedPlugin) => ({
	kind,
	name: id,
	summary: info.summary,
	from,
});

function section(kind: PluginKind, plugins: readonly LoadedPlugin[]): string[] {
	const rows = plugins
		.filter(({ factory }) => factory.kind === kind)
		.map(({ id, factory }) => [id, factory.info.summary]);
	return rows.length === 0 ? [] : [headings[kind], ...alignColumns(rows, "  ")];
}
