import { checkLayers } from "#core/check-layers";
import { defineCommand } from "../define-command.ts";
import { atLeastOne } from "../grid-options.ts";
import { printJson, printLines } from "../output.ts";
import { amountProgress } from "../progress/amount-progress.ts";
import { readLayers } from "../read-layers.ts";

export const statsBuild = defineCommand({
	usage: "build",
	under: "stats",
	describe: "Build the covariances that ROME, MEMIT and their relatives need, or go on with it",
	positionals: {},
	options: {
		model: {
			type: "string",
			demandOption: true,
			requiresArg: true,
			describe: "A Hugging Face folder, OWNER/NAME[@REVISION] on the hub, mini-gpt2 or mini-llama",
		},
		layers: {
			type: "string",
			demandOption: true,
			requiresArg: true,
			coerce: readLayers,
			describe: "Blocks, counted from 0: 5-9, or 4,5,6",
		},
		corpus: {
			type: "string",
			demandOption: true,
			requiresArg: true,
			describe:
				"atlas, wikitext-103, hub:OWNER/NAME/CONFIG/SPLIT, a .parquet file, a text file with a text a line, or a folder of .txt files",
		},
		samples: {
			type: "number",
			requiresArg: true,
			coerce: atLeastOne("samples"),
			describe:
				"Texts to take; all where there are fewer (default: as editors take of the model, mostly 100000)",
		},
		"token-limit": {
			type: "number",
			requiresArg: true,
			coerce: atLeastOne("token-limit"),
			describe: "Tokens of a text that count (default: the model's positions)",
		},
		pick: {
			choices: ["random", "first"] as const,
			default: "random" as const,
			describe: "Which texts, where there are more",
		},
		dtype: {
			choices: ["float64", "float32"] as const,
			default: "float64" as const,
			describe: "How matrices are kept",
		},
		"save-every": {
			type: "number",
			requiresArg: true,
			default: 300,
			describe: "Seconds between points from which an interrupted build goes on",
		},
		json: { type: "boolean", describe: "Print JSON" },
	},
	examples: [
		["bench stats build --model mini-gpt2 --layers 0-3 --corpus atlas", "a miniature's, in seconds"],
		[
			"bench stats build --model openai-community/gpt2-xl --layers 13-17 --corpus wikitext-103",
			"what the papers use",
		],
	],
	run: async ({ json, "token-limit": tokenLimit, "save-every": saveSeconds, ...request }) => {
		const built = await build({ ...request, tokenLimit, saveSeconds });
		if (json) printJson(built);
		else printLines(built.map(sentence));
	},
});

interface BuildRequest {
	readonly model: string;
	readonly layers: readonly number[];
	readonly corpus: string;
	readonly samples: number | undefined;
	readonly tokenLimit: number | undefined;
	readonly pick: "random" | "first";
	readonly dtype: "float64" | "float32";
	readonly saveSeconds: number;
}

interface Built {
	readonly name: string;
	readonly layer: number;
	readonly tokens: number;
	readonly texts: number;
	readonly trace: number;
}

/** @throws UserError where the model or the corpus is missing, or the model has no such layer */
async function build({ model: name, samples: given, ...request }: BuildRequest): Promise<readonly Built[]> {
	const { startEngine } = await import("#engine/engines");
	const { DiskArtifacts } = await import("#runner/artifacts/disk-artifacts");
	const { covarianceArtifacts } = await import("../../editors/_shared/covariance/index.ts");
	const { samplesFor } = await import("../../editors/_shared/presets.ts");
	const { modelNamed } = await import("../model-named.ts");
	const { source, title, load } = await modelNamed(name);
	checkLayers(request.layers, source.shape.layers, "--layers");
	const samples = given ?? samplesFor(source.shape);
	await startEngine("onnx");
	const model = await load();
	const progress = amountProgress("covariance", (done, whole) => `${done} of ${whole} texts`);
	try {
		const artifacts = new DiskArtifacts({
			model: source.hash,
			title,
			onProgress: (received, size) => progress.onProgress({ received, size }),
			// On a terminal, the bar says it.
			...(!process.stderr.isTTY && { say: (text: string) => console.error(text) }),
		});
		const wanted = await covarianceArtifacts({ model, artifacts }, { ...request, samples });
		const found = await artifacts.obtainAll(wanted);
		return found.map(({ info }, i) => ({
			name: artifacts.nameOf(wanted.kind, wanted.keys[i]!),
			layer: request.layers[i]!,
			tokens: Number(info.tokens),
			texts: Number(info.texts),
			trace: Number(info.trace),
		}));
	} finally {
		progress.stop();
		model.dispose();
	}
}

const sentence = ({ name, layer, tokens, texts, trace }: Built): string =>
	`layer ${layer}: ${texts} texts, ${tokens} tokens, trace ${trace.toPrecision(6)}: ${name}`;
