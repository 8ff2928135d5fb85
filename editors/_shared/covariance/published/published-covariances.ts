import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { EditableModel } from "#core/editable-model";
import { UserError } from "#core/errors";
import { allFinite } from "#engine/all-finite";
import { withOrigin } from "../origin.ts";
import { readNpz } from "./read-npz.ts";

/** By path and date. */
const read = new Map<string, Float64Array>();

/**
 * Statistics as the authors of ROME and MEMIT publish them: `mom2.mom2` (Σ x xᵀ) and `mom2.count` (tokens) in
 * `<module>_float32_mom2_100000.npz`, a file a layer, where `<module>` is `transformer.h.17.mlp.c_proj` and the like.
 *
 * @param where one such file, for one layer, or a folder of them
 * @throws UserError where a layer's file is missing, damaged, not finite, or of another model
 */
export function publishedCovariances(
	model: EditableModel,
	layers: readonly number[],
	where: string,
): ReadonlyMap<number, Float64Array> {
	return new Map(
		layers.map((layer) => [layer, covarianceIn(fileOf(model, layer, where, layers.length), layer, model)]),
	);
}

function fileOf(model: EditableModel, layer: number, where: string, layers: number): string {
	const path = resolve(where);
	const module = model.mlpOutput(layer).weight.replace(/\.weight$/, "");
	if (where.endsWith(".npz")) {
		if (!existsSync(path)) throw new UserError(`"${path}" does not exist`, { hint: "Check the path." });
		if (layers === 1) return path;
		throw new UserError(`"${where}" holds the statistics of one layer; ${layers} layers are asked for`, {
			hint: "Name the folder of the files instead.",
		});
	}
	const names = readdirSync(path).filter((name) => name.endsWith(".npz"));
	const name = names.sort().find((one) => one.startsWith(`${module}_`));
	if (name !== undefined) return join(path, name);
	throw new UserError(`"${path}" has no statistics of layer ${layer}: no file ${module}_….npz`, {
		hint: `It has ${names.join(", ")}.`,
	});
}

function covarianceIn(path: string, layer: number, { shape: { inner } }: EditableModel): Float64Array {
	const key = `${path} ${statSync(path).mtimeMs} ${inner}`;
	const known = read.get(key);
	if (known !== undefined) return known;
	const arrays = readNpz(path, ["mom2.mom2", "mom2.count"]);
	const [sum, count] = [arrays.get("mom2.mom2"), arrays.get("mom2.count")?.data[0]];
	if (sum === undefined || count === undefined) {
		throw new UserError(`"${path}" lacks the arrays mom2.mom2 and mom2.count`, {
			hint: "Statistics of ROME and MEMIT have them.",
		});
	}
	if (sum.shape.join() !== [inner, inner].join()) {
		throw new UserError(
			`"${path}" holds a matrix of ${sum.shape.join(" × ")}; the model's is ${inner} × ${inner}`,
			{
				hint: "It belongs to another model.",
			},
		);
	}
	const covariance = sum.data.map((value) => value / count);
	if (!allFinite(covariance)) {
		throw new UserError(`"${path}" holds numbers that are not finite, or the count ${count}`, {
			hint: "It is damaged, or was taken of a model that overflowed: download it again.",
		});
	}
	withOrigin(covariance, { layer, corpus: path, tokens: count });
	read.set(key, covariance);
	return covariance;
}
