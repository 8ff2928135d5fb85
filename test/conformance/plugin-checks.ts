import { describeParams } from "#core/params";
import type { Configured, Erased } from "#core/plugin";
import { promise } from "./broken-promise.ts";
import type { Check } from "./check.ts";

/** What every plug-in promises about how it describes itself. */
export const pluginChecks = ({ info, schema, label }: Configured<never, Erased, Erased>): Check[] => [
	{
		title: "has a name in kebab-case and a label",
		run() {
			promise(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(info.name), `the name is "${info.name}"`);
			promise(label.trim() !== "", "the label is empty");
		},
	},
	{
		title: "says in one sentence without a point what it is",
		run() {
			promise(/\S.*[^.\s]$/.test(info.summary), `the summary is "${info.summary}"`);
		},
	},
	{
		title: "describes every parameter",
		run() {
			const silent = describeParams(schema).filter(({ description }) => description === "");
			promise(silent.length === 0, `no description: ${silent.map(({ name }) => name).join(", ")}`);
		},
	},
];
