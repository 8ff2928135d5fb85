import { existsSync } from "node:fs";
import { defineModel } from "#core/model";
import { params, z } from "#core/params";
import { bundled } from "#hub/bundled";
import { loadSource } from "../_shared/load-source.ts";
import { modelSource } from "../_shared/model-source.ts";

const schema = params({
	architecture: z.enum(["gpt2", "llama"]).describe("What it is a miniature of"),
});

type Params = z.output<typeof schema>;

const nameOf = ({ architecture }: Params): string => `mini-${architecture}`;

/** A miniature that comes with the package and knows the facts of `atlas`: everything runs on it without a network. */
export const mini = defineModel({
	name: "mini",
	summary: "A bundled miniature that knows the facts of atlas, below 8 MB",
	title: nameOf,
	params: schema,
	async locate({ params }) {
		const folder = bundled(nameOf(params));
		if (existsSync(folder)) return { here: modelSource(folder) };
		return {
			missing: { what: `the bundled model ${nameOf(params)}`, remedy: "install editbench again" },
		};
	},
	load: loadSource,
});
