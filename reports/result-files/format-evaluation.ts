import type { Cases, Evaluation, StageScores } from "./evaluate-results.ts";

const rules = { pooled: "all probes of a record pooled", "per-key": "mean per key, then over keys" };

/** An evaluation as lines for people, in the order of the published evaluation script. */
export function formatEvaluation(evaluation: Evaluation): string[] {
	const { records, aggregation, pre, cases } = evaluation;
	const line = (name: string, value: number | null, behind: Cases) =>
		`${name}: ${show(value)}${remark(behind)}`;
	return [
		`${count(records)}, aggregation ${aggregation} (${rules[aggregation]})`,
		line("Edit_Succ", evaluation.Edit_Succ, cases.Edit_Succ),
		line("Portability", evaluation.Portability, cases.Portability),
		...Object.entries(evaluation.Portability_by_key).map(
			([key, value]) => `Portability (${key}): ${show(value)}`,
		),
		line("Locality", evaluation.Locality, cases.Locality),
		line("Fluency", evaluation.Fluency, cases.Fluency),
		evaluation.ppl_r === null && cases.ppl_r.without === 0
			? "ppl_r: not computed (needs --output-file and --model)"
			: line("ppl_r", evaluation.ppl_r, cases.ppl_r),
		...(pre === null ? [] : [`Before editing: ${formatBefore(pre)}`]),
	];
}

function formatBefore(pre: StageScores): string {
	const names = ["Edit_Succ", "Portability", "Fluency"] as const;
	return names.map((name) => `${name} ${show(pre[name])}`).join(", ");
}

/** What the mean left out; nothing where it left out nothing. */
function remark({ records, without, nan, infinite = 0 }: Cases): string {
	const parts = [
		...(without === 0 ? [] : [`${count(records)}; ${without} without a value`]),
		...(nan === infinite ? [] : [`${nan - infinite} NaN left out`]),
		...(infinite === 0 ? [] : [`${infinite} infinite left out`]),
	];
	return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}

const count = (records: number) => `${records} ${records === 1 ? "record" : "records"}`;
const show = (value: number | null) => (value === null ? "none" : value.toFixed(4));
