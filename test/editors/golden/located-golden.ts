import type { Golden } from "../../helpers/golden.ts";
import type { GoldenScores, GoldenTensor } from "../../helpers/golden-json.ts";

/** Parameters of ROME and MEMIT in the reference's spelling. */
interface LocatedParams {
	readonly layers: readonly number[];
	readonly v_num_grad_steps: number;
	readonly v_lr: number;
	readonly v_weight_decay: number;
	readonly clamp_norm_factor: number;
	readonly kl_factor: number;
	readonly mom2_adjustment?: boolean;
	readonly mom2_update_weight?: number;
}

/** An edit of ROME, without or with covariance. */
export interface GoldenRome {
	readonly method: "rome" | "rome-mom2";
	readonly record: number;
	readonly params: LocatedParams;
	readonly loss: readonly number[];
	readonly u: GoldenTensor;
	readonly right_vector: GoldenTensor;
	readonly delta: Readonly<Record<string, { readonly norm: number }>>;
	readonly post: GoldenScores;
}

/** An edit of MEMIT, of one record or several. */
export interface GoldenMemit {
	readonly method: "memit" | "memit-batch";
	readonly records: readonly number[];
	readonly params: LocatedParams & { readonly mom2_update_weight: number };
	readonly loss: readonly number[];
	readonly z: readonly GoldenTensor[];
	/** By layer, [records, inner]. */
	readonly keys: Readonly<Record<string, GoldenTensor>>;
	readonly delta: Readonly<Record<string, GoldenTensor>>;
	readonly post: readonly GoldenScores[];
}

/** What `GoldenJson` leaves out: the entries of ROME and MEMIT. */
interface LocatedJson {
	readonly rome_templates: readonly string[];
	readonly memit_templates: readonly (readonly string[])[];
	readonly edits: readonly { readonly method: string }[];
}

const json = (golden: Golden) => golden.json as unknown as LocatedJson;

export const romeTemplates = (golden: Golden): readonly string[] => json(golden).rome_templates;
export const memitTemplates = (golden: Golden): readonly (readonly string[])[] =>
	json(golden).memit_templates;

export const romeEdits = (golden: Golden): GoldenRome[] =>
	json(golden).edits.filter(({ method }) => /^rome/.test(method)) as GoldenRome[];

export const memitEdits = (golden: Golden): GoldenMemit[] =>
	json(golden).edits.filter(({ method }) => /^memit/.test(method)) as GoldenMemit[];
