import type { CheckpointWeights } from "#engine/safetensors/checkpoint-weights";
import type { Network } from "../architecture.ts";
import { HEAD, storedName } from "../check-weights.ts";
import type { CheckpointConfig } from "../checkpoint/read-config.ts";
import { haveSameBytes } from "./same-bytes.ts";

/** Buffers that old versions of transformers stored, and that follow from config.json. */
const BUFFERS = /(^|\.)(attn\.(masked_)?bias|rotary_emb\.inv_freq)$/;

/** Names that a note quotes. */
const QUOTED = 3;

/** What the weights' files say otherwise than config.json, or beyond it, and what is used. */
export function weightNotes(
	config: CheckpointConfig,
	network: Network,
	files: CheckpointWeights,
	stored: ReadonlyMap<string, string>,
): string[] {
	const used = new Set(stored.values());
	const head = headNote(network, files, stored);
	const spare = files.names.filter((name) => !used.has(name) && name !== HEAD && !BUFFERS.test(name));
	return [...head, ...spareNote(spare), ...dtypeNote(config, files, used)];
}

/** config.json's word counts, as in transformers 4.40, which ties weights after it has loaded them. */
function headNote(network: Network, files: CheckpointWeights, stored: ReadonlyMap<string, string>): string[] {
	if (network.weights.has(HEAD) || !files.has(HEAD)) return [];
	const name = stored.get(network.embedding) ?? storedName(network.embedding, files, network);
	const [head, embedding] = [files.place(HEAD), files.place(name)];
	if (head.dtype === embedding.dtype && haveSameBytes(head, embedding)) return [];
	const isSameShape = String(head.shape) === String(embedding.shape);
	const other = !isSameShape
		? `of shape [${head.shape}]`
		: head.dtype === embedding.dtype
			? "with other values"
			: `in ${head.dtype}`;
	return [
		`config.json ties the output matrix to the embedding ("tie_word_embeddings"), but the files have a "${HEAD}" of their own, ${other}: the embedding "${name}" is used, the file's is not`,
	];
}

function spareNote(names: readonly string[]): string[] {
	if (names.length === 0) return [];
	const quoted = names.slice(0, QUOTED).map((name) => `"${name}"`);
	const more = names.length > QUOTED ? `, and ${names.length - QUOTED} more` : "";
	const what = names.length === 1 ? "a weight that is" : `${names.length} weights that are`;
	return [
		`the files have ${what} not used, since config.json asks for none such: ${quoted.join(", ")}${more}`,
	];
}

const dtypes: Readonly<Record<string, string>> = {
	float64: "F64",
	float32: "F32",
	float16: "F16",
	bfloat16: "BF16",
};

function dtypeNote(
	{ values }: CheckpointConfig,
	files: CheckpointWeights,
	used: ReadonlySet<string>,
): string[] {
	const key = "dtype" in values ? "dtype" : "torch_dtype";
	const said = dtypes[String(values[key])];
	const found = new Set([...used].map((name) => files.place(name).dtype));
	if (said === undefined || found.has(said as never)) return [];
	return [
		`config.json says "${key}": "${values[key]}", the files have ${[...found].join(" and ")}: the files' values are used, in float32`,
	];
}
