import { UserError } from "#core/errors";
import { nearest } from "#core/nearest";
import { defineCommand } from "../define-command.ts";
import { printJson, printLines } from "../output.ts";
import type { LoadedPlugin } from "../plugins/loaded-plugin.ts";

export const describe = defineCommand({
	usage: "describe <name>",
	describe: "Show what a plug-in does and which parameters it takes",
	positionals: {
		name: { type: "string", demandOption: true, describe: 'Its name, as "bench list" shows it' },
	},
	options: {
		plugin: { type: "string", array: true, requiresArg: true, describe: "Load plug-ins from this file too" },
		json: { type: "boolean", describe: "Print JSON" },
	},
	examples: [["bench describe ice", "what ICE's parameters mean, and for which models there are presets"]],
	run: async ({ name, plugin, json }) => {
		const { loadPlugins } = await import("../plugins/load-plugins.ts");
		const plugins = await loadPlugins(plugin);
		const found = plugins.filter(({ id, factory }) => id === name || factory.info.name === name);
		if (found.length === 0) throw unknownPlugin(name, plugins);
		const { describePlugin, pluginToJson } = await import("../describe-plugin.ts");
		if (json) printJson(found.map(pluginToJson));
		else printLines(found.flatMap((one, at) => [...(at === 0 ? [] : [""]), ...describePlugin(one)]));
	},
});

function unknownPlugin(name: string, plugins: readonly LoadedPlugin[]): UserError {
	const meant = nearest(
		name,
		plugins.map(({ id }) => id),
	);
	const list = 'Run "bench list" to see all of them.';
	return new UserError(`There is no plug-in called "${name}"`, {
		hint: meant === undefined ? list : `Did you mean "${meant}"? ${list}`,
	});
}
