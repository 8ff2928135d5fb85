import { describeValue } from "./describe-value.ts";
import { UserError } from "./errors.ts";
import type { PluginInfo, PluginKind } from "./plugin.ts";

/** What each kind of plug-in cannot do without. */
const functions: Readonly<Record<PluginKind, readonly string[]>> = {
	model: ["locate", "load"],
	dataset: ["load"],
	editor: ["edit"],
	metric: ["asks", "score"],
	report: ["render"],
};

/** What the compiler catches too, for plug-ins in JavaScript. @throws UserError where a plug-in could not be used */
export function checkPlugin(kind: PluginKind, { name, summary }: PluginInfo, implementation: object): void {
	const call = `define${kind[0]!.toUpperCase()}${kind.slice(1)}()`;
	for (const [field, value] of Object.entries({ name, summary })) {
		if (typeof value === "string" && value !== "") continue;
		throw new UserError(`${call} got "${field}": ${describeValue(value)}`, {
			hint: 'Give a text: the name in kebab-case, such as "my-editor", and the summary in a sentence.',
		});
	}
	const given = implementation as Readonly<Record<string, unknown>>;
	const absent = functions[kind].find((one) => typeof given[one] !== "function");
	if (absent === undefined) return;
	throw new UserError(`${call} of "${name}" got "${absent}": ${describeValue(given[absent])}`, {
		hint: `Give it a function "${absent}"; "Writing a plug-in", docs/plugins.md, says of what.`,
	});
}
