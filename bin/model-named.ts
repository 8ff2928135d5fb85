import { existsSync } from "node:fs";
import { checkpoint, mini } from "editbench/models";
import type { EditableModel } from "#core/editable-model";
import { UserError } from "#core/errors";
import type { Model, ModelSource } from "#core/model";
import { benchCommand } from "./command-line.ts";

/** A model found on this machine. */
export interface NamedModel {
	readonly title: string;
	readonly source: ModelSource;
	/** The engine must run. The caller disposes the model. */
	readonly load: () => Promise<EditableModel>;
}

/**
 * The model that a word of the command line stands for: a Hugging Face folder, `owner/name[@revision]` on the hub, or a
 * bundled miniature.
 *
 * @throws UserError where it is not on this machine
 */
export async function modelNamed(word: string): Promise<NamedModel> {
	const model = configured(word);
	const { implementation, params, label } = model;
	const located = await implementation.locate({ params });
	if ("missing" in located) {
		const [, hub, revision] = hubName.exec(word) ?? [];
		const fetching = ["fetch", "checkpoint", "--hub", hub ?? word];
		throw new UserError(`${located.missing.what} is not on this machine`, {
			hint: `Give a folder, or fetch it: ${benchCommand(...fetching, ...(revision ? ["--revision", revision] : []))}`,
		});
	}
	const source = located.here;
	return { title: label, source, load: () => implementation.load({ params, source }) };
}

const hubName = /^([^/@]+\/[^/@]+)(?:@(.+))?$/;
const miniature = /^mini-(gpt2|llama)$/;

function configured(word: string): Model {
	const [, architecture] = miniature.exec(word) ?? [];
	if (architecture !== undefined) return mini({ architecture: architecture as "gpt2" | "llama" })[0]!;
	if (existsSync(word)) return checkpoint({ path: word })[0]!;
	const [, hub, revision] = hubName.exec(word) ?? [];
	if (hub !== undefined) return checkpoint({ hub, ...(revision !== undefined && { revision }) })[0]!;
	throw new UserError(`There is no model "${word}": no such folder, and not a name on the hub`, {
		hint: "Give a Hugging Face folder, OWNER/NAME on the hub, mini-gpt2 or mini-llama.",
	});
}
