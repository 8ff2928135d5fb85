import { randomUUID } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "#core/errors";
import type { CheckpointWeights } from "#engine/safetensors/checkpoint-weights";
import { type Change, copySafetensors } from "#engine/safetensors/copy-safetensors";
import type { Dtype } from "#engine/safetensors/dtypes";
import { openCheckpoint, weightFiles } from "#engine/safetensors/open-checkpoint";
import { indexName } from "#engine/safetensors/shard-index";
import { checkpointFiles } from "#hub/checkpoint-files";
import type { Network } from "../architecture.ts";
import { storedName } from "../check-weights.ts";
import { readConfig } from "../checkpoint/read-config.ts";
import { describeNetwork } from "../describe-network.ts";
import { type ConfigDtype, copyConfig } from "./copy-config.ts";
import { copyIndex } from "./copy-index.ts";

/** A weight that was changed in a copy. */
export interface EditedWeight {
	/** In the files. */
	readonly name: string;
	/** Type in the original; in the copy it is F32. */
	readonly was: Dtype;
}

export interface EditedCheckpoint {
	/** By the network's name of the weight. */
	readonly weights: ReadonlyMap<string, EditedWeight>;
	/** What config.json says of the weights' type, where the copy had to say otherwise. */
	readonly configDtype: ConfigDtype | undefined;
}

/**
 * Copies a Hugging Face folder with other values in some weights: configuration, tokenizer and weights, in one file or in
 * shards as they are. Changed weights are written as F32, because a small change is lost when it is rounded to a half
 * precision; the other weights keep their type and bytes. The folder appears whole or not at all.
 *
 * @param changes by the network's names of weights
 * @param finish adds files of the caller's to the folder, before it appears
 * @throws UserError where there is something in the folder already, or the checkpoint has no such weight
 */
export function writeEdited(
	folder: string,
	out: string,
	changes: ReadonlyMap<string, Change>,
	finish: (unfinished: string, edited: EditedCheckpoint) => void,
): EditedCheckpoint {
	refuseFull(out);
	const network = describeNetwork(readConfig(folder));
	const weights = findWeights(folder, network, [...changes.keys()]);
	const byStored = new Map([...weights].map(([name, { name: stored }]) => [stored, changes.get(name)!]));
	const place = resolve(out);
	const unfinished = join(dirname(place), `.${basename(place)}-unfinished-${randomUUID()}`);
	mkdirSync(unfinished, { recursive: true });
	try {
		for (const file of weightFiles(folder))
			copySafetensors(join(folder, file), join(unfinished, file), byStored);
		if (existsSync(join(folder, indexName)) && !existsSync(join(folder, "model.safetensors")))
			copyIndex(folder, unfinished);
		for (const file of settingsIn(folder)) copyFileSync(join(folder, file), join(unfinished, file));
		const edited = { weights, configDtype: copyConfig(folder, unfinished, weights.size > 0) };
		finish(unfinished, edited);
		if (existsSync(place)) rmdirSync(place);
		renameSync(unfinished, place);
		return edited;
	} catch (error) {
		rmSync(unfinished, { recursive: true, force: true });
		throw error;
	}
}

function refuseFull(out: string): void {
	if (!existsSync(out)) return;
	let files: readonly string[];
	try {
		files = readdirSync(out);
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code !== "ENOTDIR") throw cause;
		throw new UserError(`${out} is a file; the edited checkpoint is to be a folder`, {
			hint: "Name a folder that does not exist yet.",
			cause,
		});
	}
	if (files.length === 0) return;
	throw new UserError(
		`${out} is not empty: it holds ${files.slice(0, 3).join(", ")}${files.length > 3 ? ", …" : ""}`,
		{
			hint: "Name a folder that does not exist yet, or an empty one.",
		},
	);
}

function findWeights(
	folder: string,
	network: Network,
	names: readonly string[],
): ReadonlyMap<string, EditedWeight> {
	const files: CheckpointWeights = openCheckpoint(folder);
	try {
		return new Map(
			names.map((name) => {
				const stored = storedName(name, files, network);
				return [name, { name: stored, was: files.place(stored).dtype }];
			}),
		);
	} finally {
		files.close();
	}
}

/** All that a checkpoint has beside weights and config.json, with the tokenizer's and the licence's files of any form. */
function settingsIn(folder: string): string[] {
	const isSetting = (name: string) =>
		(checkpointFiles.wants(name) && !/\.safetensors(\.index\.json)?$/.test(name) && name !== "config.json") ||
		/^(tokenizer\.model|spiece\.model|licen[cs]e.*|notice.*|use_policy.*)$/i.test(name);
	return readdirSync(folder).filter(isSetting);
}
