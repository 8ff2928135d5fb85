import type { Gpt2Config } from "./gpt2-config.ts";

/** Name and shape of every weight. */
export function gpt2Weights({ shape, tiesHead }: Gpt2Config): Map<string, readonly number[]> {
	const { layers, hidden, inner, vocab, positions } = shape;
	const norm = (name: string): [string, number[]][] => [
		[`${name}.weight`, [hidden]],
		[`${name}.bias`, [hidden]],
	];
	const linear = (name: string, from: number, to: number): [string, number[]][] => [
		[`${name}.weight`, [from, to]],
		[`${name}.bias`, [to]],
	];
	const block = (layer: number) => {
		const name = `transformer.h.${layer}`;
		return [
			...norm(`${name}.ln_1`),
			...linear(`${name}.attn.c_attn`, hidden, 3 * hidden),
			...linear(`${name}.attn.c_proj`, hidden, hidden),
			...norm(`${name}.ln_2`),
			...linear(`${name}.mlp.c_fc`, hidden, inner),
			...linear(`${name}.mlp.c_proj`, inner, hidden),
		];
	};
	return new Map([
		["transformer.wte.weight", [vocab, hidden]],
		["transformer.wpe.weight", [positions, hidden]],
		...Array.from({ length: layers }, (_, layer) => block(layer)).flat(),
		...norm("transformer.ln_f"),
		...(tiesHead ? [] : [["lm_head.weight", [vocab, hidden]] as [string, number[]]]),
	]);
}
