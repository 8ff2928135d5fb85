import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { KnowEditRecord, ProbeGroups } from "#core/record";
import { openSafetensors, type SafetensorsFile } from "#engine/safetensors/safetensors-file";
import type { GoldenJson } from "./golden-json.ts";

/** What the reference implementation computes with one checkpoint; see METHODS in the golden folder's README. */
export interface Golden {
	readonly json: GoldenJson;
	/** All vectors and deltas in full. Absent for SmolLM2: its JSON holds norms and samples. */
	readonly vectors: SafetensorsFile | undefined;
	/** The checkpoint's folder. */
	readonly folder: string;
	/** The six records, by the numbers that `json` uses. */
	readonly records: readonly KnowEditRecord[];
}

const fixtures = fileURLToPath(new URL("../fixtures/golden/", import.meta.url));
const shared = fileURLToPath(new URL("../../../shared/golden/", import.meta.url));

/** Golden numbers of a committed miniature. */
export const golden = (checkpoint: "tiny-gpt2" | "tiny-llama"): Golden => ({
	json: readJson(`${fixtures}${checkpoint}.json`),
	vectors: openSafetensors(`${fixtures}${checkpoint}.safetensors`),
	folder: `${fixtures}checkpoints/${checkpoint}`,
	records: goldenRecords,
});

/** Golden numbers of SmolLM2-135M, which lie beside the repository; nothing where they do not. */
export function goldenSmollm2(folder: string): Golden | undefined {
	const path = `${shared}smollm2-135m.json`;
	if (!existsSync(path)) return undefined;
	return { json: readJson(path), vectors: undefined, folder, records: goldenRecords };
}

interface RequestProbes {
	readonly prompt: readonly string[];
	readonly ground_truth: readonly string[];
}

/** A request as the reference's own tools take it. */
interface GoldenRequest {
	readonly prompt: string;
	readonly target_new: string;
	readonly ground_truth: string;
	readonly subject: string;
	readonly rephrase_prompt?: string;
	readonly portability: Readonly<Record<string, RequestProbes>>;
	readonly locality: Readonly<Record<string, RequestProbes>>;
	readonly source: string;
}

const toRecord = (request: GoldenRequest): KnowEditRecord => ({
	id: request.source,
	subject: request.subject,
	prompt: request.prompt,
	targetNew: request.target_new,
	targetTrue: request.ground_truth,
	...(request.rephrase_prompt !== undefined && { rephrase: request.rephrase_prompt }),
	portability: toGroups(request.portability),
	locality: toGroups(request.locality),
});

const toGroups = (groups: Readonly<Record<string, RequestProbes>>): ProbeGroups =>
	Object.fromEntries(
		Object.entries(groups).map(([key, { prompt, ground_truth }]) => [
			key,
			prompt.map((one, i) => ({ prompt: one, answer: ground_truth[i]! })),
		]),
	);

function readJson<T>(path: string): T {
	return JSON.parse(readFileSync(path, "utf8"));
}

const goldenRecords = readJson<GoldenRequest[]>(`${fixtures}records.json`).map(toRecord);
