import type { Provenance } from "../apply-edit.ts";
import { defineCommand } from "../define-command.ts";
import { printJson, printLines } from "../output.ts";

export const apply = defineCommand({
	usage: "apply <run>",
	describe: "Write the checkpoint that one edit of a run makes, in Hugging Face's form",
	positionals: {
		run: {
			type: "string",
			demandOption: true,
			describe: "A run's folder, such as runs/quickstart, or its experiment's file",
		},
	},
	options: {
		record: {
			type: "string",
			demandOption: true,
			requiresArg: true,
			describe: "Id of the record, else its place in the dataset, from 0",
		},
		out: {
			type: "string",
			demandOption: true,
			requiresArg: true,
			normalize: true,
			describe: "Folder of the edited checkpoint; new, or empty",
		},
		editor: { type: "string", requiresArg: true, describe: "Which editor's edit, where there are several" },
		model: { type: "string", requiresArg: true, describe: "Of which model, likewise" },
		dataset: { type: "string", requiresArg: true, describe: "Of which dataset, likewise" },
		seed: { type: "number", requiresArg: true, describe: "With which seed, likewise" },
		checkpoint: {
			type: "string",
			requiresArg: true,
			normalize: true,
			describe: "Where the unedited checkpoint lies, if it was moved since the run",
		},
		json: { type: "boolean", describe: "Print JSON: what editbench.json holds, and the folder" },
	},
	examples: [
		[
			"bench apply runs/quickstart --record 3 --editor rome --out edited",
			'then checkpoint({ path: "edited" }), or from_pretrained("edited")',
		],
	],
	run: async ({ json, ...request }) => {
		const { warnOfDamage } = await import("../warn-of-damage.ts");
		const { applyEditToCheckpoint } = await import("../apply-edit.ts");
		const provenance = await applyEditToCheckpoint(request, warnOfDamage);
		if (json) printJson({ folder: request.out, ...provenance });
		else printLines(lines(request.out, provenance));
	},
});

function lines(out: string, { model, editor, record, weights, configDtype }: Provenance): string[] {
	const changed = Object.entries(weights);
	const widened = [...new Set(changed.filter(([, { was }]) => was !== "F32").map(([, { was }]) => was))];
	return [
		`${out}: ${model.label}, edited by ${editor.label} with record "${record.id}" (place ${record.index})`,
		...changed.map(([name, { deltaNorm }]) => `  ${name}  ‖ΔW‖ ${deltaNorm.toPrecision(4)}`),
		...(widened.length === 0
			? []
			: [`Changed weights are float32, not ${widened.join(" or ")}, which would round the change away.`]),
		...(configDtype === undefined
			? []
			: [
					`config.json says float32 ${configDtype === "" ? "now" : `instead of ${configDtype}`}, so that they are loaded as such.`,
				]),
	];
}
