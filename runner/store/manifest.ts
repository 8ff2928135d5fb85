import { readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { Aggregation } from "#core/aggregate";
import type { DatasetSource } from "#core/dataset";
import { UserError } from "#core/errors";
import type { EngineChoice } from "#core/experiment";
import type { FidelitySettings, Scoring } from "#core/fidelity";
import type { ModelSource } from "#core/model";
import type { PublishedTable } from "#core/published";
import type { Regime } from "#core/regime";
import type { CellKey, MetricColumn } from "#core/results";
import type { EngineInfo } from "#engine/engines";
import type { PluginIdentity } from "../plan/plugin-version.ts";
import { diskError, STORE_HINT } from "./disk-error.ts";
import { fromJson, toJson } from "./json.ts";
import type { MachineInfo } from "./machine-info.ts";
import { runPaths } from "./run-folder.ts";
import { writeText } from "./write-text.ts";

/** Raised when older folders can no longer be read. */
export const MANIFEST_FORMAT = 2;

export interface ManifestPlugin extends PluginIdentity {
	readonly label: string;
	readonly params: unknown;
}

export interface ManifestCell {
	readonly key: CellKey;
	/** Its folder below cells/. */
	readonly id: string;
	/** Its folder below baseline/. */
	readonly baseline: string;
	readonly editorName: string;
	readonly unedited: boolean;
	readonly expected: number;
	readonly scorings: readonly Scoring[];
	/** Independent edits side by side, where there were several. */
	readonly lanes?: number;
	/** Records of which the unedited model was asked at once, where there were several. */
	readonly askedTogether?: number;
	/** With the preset's and the defaults filled in. */
	readonly params: unknown;
	/** Title of the preset that filled in at least one of them. */
	readonly preset?: string;
	/** Why the cell was not run. */
	readonly skipped?: string;
	/** Why the cell could not be run to its end. */
	readonly failed?: string;
}

export interface ManifestDataset extends ManifestPlugin {
	readonly source: DatasetSource;
	/** Of each record that is wanted, a hash of its content. */
	readonly contents: readonly string[];
}

/** One command that wrote to the folder. */
export interface ManifestRun extends MachineInfo {
	readonly command: readonly string[];
	readonly startedAt: string;
	/** Absent while it runs, and where it was killed. */
	readonly endedAt?: string;
	/** Absent where everything had been done before. */
	readonly engine?: EngineInfo;
}

/** Everything needed to repeat a run, and to make its table without the experiment's file. */
export interface Manifest {
	readonly format: number;
	readonly experiment: {
		readonly name: string;
		readonly question?: string;
		readonly file: string;
		readonly text: string;
		readonly seeds: readonly number[];
		readonly regime: Regime;
		readonly fidelity: FidelitySettings;
		readonly aggregation: Aggregation;
		readonly engine: EngineChoice;
		/** Absent in folders of before there were deltas. */
		readonly saveDeltas?: boolean;
		readonly metrics: readonly MetricColumn[];
		readonly published: readonly PublishedTable[];
		readonly notes: readonly string[];
	};
	readonly models: readonly (ManifestPlugin & { readonly source: ModelSource })[];
	readonly datasets: readonly ManifestDataset[];
	readonly editors: readonly ManifestPlugin[];
	readonly metrics: readonly ManifestPlugin[];
	readonly cells: readonly ManifestCell[];
	/** Oldest first; the last one is the one that `cells` belong to. */
	readonly runs: readonly ManifestRun[];
}

/** Of all that follows the line in which it stands, 8 hex digits. */
const checksum = (fields: string): string => crc32(fields).toString(16).padStart(8, "0");

/** Replaces the manifest as a whole: whoever reads meanwhile finds the old one or the new one. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
	const { manifest: path } = runPaths(folder);
	const [, fields] = toJson(manifest, "\t").split(/^\{\n/) as [string, string];
	try {
		await writeText(path, `{\n\t"crc32": "${checksum(fields)}",\n${fields}`, true);
	} catch (error) {
		throw diskError(error, `Cannot write ${path}`, STORE_HINT);
	}
}

/** @throws UserError where the folder holds no run, or one that this version cannot read */
export async function readManifest(folder: string): Promise<Manifest> {
	const found = await readManifestIfThere(folder);
	if (found !== undefined) return found;
	throw new UserError(`${folder} holds no run: there is no manifest.json in it`, {
		hint: 'Give a folder that "bench run" wrote, such as runs/quickstart.',
	});
}

/** @throws UserError where there is one that this version cannot read */
export async function readManifestIfThere(folder: string): Promise<Manifest | undefined> {
	const { manifest: path } = runPaths(folder);
	const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
		if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
		throw diskError(error, `Cannot read ${path}`, REPLACE_HINT);
	});
	if (text === undefined) return undefined;
	const [head, sum] = /^\{\n\t"crc32": "([0-9a-f]{8})",\n/.exec(text) ?? [];
	const manifest = parse(text, path);
	if (head !== undefined && checksum(text.slice(head.length)) !== sum) {
		throw new UserError(`${path} does not fit its checksum: it has changed since it was written`, {
			hint: REPLACE_HINT,
		});
	}
	if (manifest.format === MANIFEST_FORMAT) return checked(manifest, path);
	throw new UserError(
		`${path} has the format ${JSON.stringify(manifest.format)}, this version reads ${MANIFEST_FORMAT}`,
		{
			hint: "Read it with the version of editbench that wrote it, which its last run names; or run into another folder, with --out.",
		},
	);
}

const REPLACE_HINT = 'Delete it and run the experiment again: finished records are kept in "cells".';

function parse(text: string, path: string): Manifest {
	try {
		return (fromJson(text) ?? {}) as Manifest;
	} catch (cause) {
		throw new UserError(`${path} is not JSON: ${(cause as Error).message}`, {
			hint: REPLACE_HINT,
			cause,
		});
	}
}

function checked(manifest: Manifest, path: string): Manifest {
	const { experiment, cells, models, datasets, runs } = manifest;
	const isWhole =
		typeof experiment?.name === "string" && [cells, models, datasets, runs].every(Array.isArray);
	if (isWhole) return manifest;
	throw new UserError(`${path} is damaged: it lacks experiment, cells, models, datasets or runs`, {
		hint: REPLACE_HINT,
	});
}
