import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Located } from "#core/located";
import { defineModel, type ModelSource } from "#core/model";
import { params, z } from "#core/params";
import { checkpointFiles } from "#hub/checkpoint-files";
import { download } from "#hub/download";
import { locate } from "#hub/locate";
import { describeRepository, type Repository } from "#hub/repository";
import { loadSource } from "../_shared/load-source.ts";
import { modelSource } from "../_shared/model-source.ts";

const schema = params({
	path: z.string().min(1).optional().describe("Hugging Face folder, relative to the working directory"),
	hub: z
		.string()
		.min(1)
		.optional()
		.describe("Name on the Hugging Face hub, such as openai-community/gpt2-xl"),
	revision: z.string().min(1).optional().describe("Branch, tag or commit on the hub; main where left out"),
	title: z.string().min(1).optional().describe("Name in tables; the folder's or the hub's where left out"),
})
	.refine(({ path, hub }) => (path === undefined) !== (hub === undefined), {
		error: 'Give either "path" or "hub": a folder on this machine, or a name on the hub',
	})
	.refine(({ hub, revision }) => revision === undefined || hub !== undefined, {
		error: '"revision" goes with "hub": a folder has no revisions',
		path: ["revision"],
	});

type Params = z.output<typeof schema>;

/**
 * A language model in Hugging Face's format, from a folder or from the hub: config.json, safetensors, tokenizer.json.
 * config.json says of which architecture it is.
 */
export const checkpoint = defineModel({
	name: "checkpoint",
	summary: "A GPT-2 or Llama checkpoint in Hugging Face's format, from a folder or the hub",
	title: ({ title, path, hub, revision }: Params) =>
		title ?? (hub === undefined ? basename(resolve(path!)) : hubTitle(hub, revision)),
	params: schema,
	locate: async ({ params }) => (params.hub === undefined ? inFolder(params.path!) : inCache(params)),
	async fetch({ params, onProgress }) {
		if (params.hub === undefined) return;
		await download({
			...repository(params),
			files: checkpointFiles,
			onProgress: ({ totalReceived, totalSize }) =>
				onProgress?.({ received: totalReceived, size: totalSize }),
		});
	},
	load: loadSource,
});

const hubTitle = (hub: string, revision: string | undefined): string =>
	basename(hub) + (revision === undefined ? "" : `@${revision}`);

const repository = ({ hub, revision }: Params): Repository => ({ kind: "model", repo: hub!, revision });

function inFolder(path: string): Located<ModelSource> {
	const folder = resolve(path);
	if (existsSync(folder)) return { here: modelSource(folder) };
	return {
		missing: {
			what: `the folder "${folder}" with a model`,
			remedy: "check the path, or put the model's Hugging Face folder there",
		},
	};
}

async function inCache(params: Params): Promise<Located<ModelSource>> {
	const found = await locate(repository(params), checkpointFiles);
	if (found) return { here: modelSource(found.folder, found.revision) };
	return {
		missing: { what: describeRepository(repository(params)), remedy: "npx bench fetch EXPERIMENT.ts" },
	};
}
