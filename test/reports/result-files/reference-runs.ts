import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Result files of a public implementation are not part of the repository; they are looked for beside it. */
const root = fileURLToPath(new URL("../../../../shared/data/reference-runs/", import.meta.url));

/** One run in three slices, whose `case_id` starts from 0 in each. */
export const slices = ["0-295", "295-590", "590-885"].map(
	(range) => `${root}knb_llama2-7b-chat_wiki_counterfact_${range}.json`,
);

export const preEditOnly = `${root}gpt2-xl_zsre_pre_edit.json`;

/** Why tests on these files are skipped; `undefined` where they can run. */
export const absent: string | undefined = existsSync(root) ? undefined : `no reference runs at ${root}`;

interface Totals {
	readonly [name: string]: unknown;
	readonly pre: Readonly<Record<string, number | null>>;
	readonly post: Readonly<Record<string, number | null>>;
	readonly ice_eval_py: {
		readonly Edit_Succ: number;
		readonly Portability: number;
		readonly Portability_cases: number;
		readonly Portability_by_key: Readonly<Record<string, number>>;
		readonly Locality: number;
		readonly Locality_cases: number;
		readonly Fluency: number;
	};
	readonly easyedit_eval_skipping_empty_lists: Readonly<
		Record<"Edit_Succ" | "Portability" | "Locality" | "Fluency", number>
	>;
	readonly per_key_micro_pct: Readonly<Record<string, number>>;
}

/** Totals over the three slices, computed by the published scripts. */
export const readTotals = (): Totals =>
	JSON.parse(readFileSync(`${root}AGGREGATES.json`, "utf8")).wiki_counterfact;
