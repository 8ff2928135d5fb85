import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Artifact, ArtifactTensor } from "#core/artifacts";
import { isUserError, UserError } from "#core/errors";
import { openSafetensors } from "#engine/safetensors/safetensors-file";
import { writeSafetensors } from "#engine/safetensors/write-safetensors";
import { editbenchCache } from "#hub/editbench-cache";
import { diskError } from "../store/disk-error.ts";
import { fromJson, toJson } from "../store/json.ts";
import { inNameOrder, valuesChecksum } from "../store/values-checksum.ts";

/** Where artifacts are kept; all runs share them. */
export const artifactsFolder = (): string => join(editbenchCache(), "artifacts");

/** What is written beside an artifact's tensors. */
export interface ArtifactRecord {
	readonly kind: string;
	/** Contents of the checkpoint. */
	readonly model: string;
	readonly key: Readonly<Record<string, unknown>>;
	/** What people call the model and the artifact. */
	readonly title: string;
	/** ISO 8601. */
	readonly created: string;
	/** That it took to build, together with what was built beside it. */
	readonly seconds: number;
	readonly info: Readonly<Record<string, unknown>>;
}

/** An artifact on disk. */
export interface StoredArtifact extends ArtifactRecord {
	/** Name of its folder. */
	readonly name: string;
	readonly bytes: number;
}

/**
 * A folder of artifacts:
 *
 *     <kind>-<id>/tensors.safetensors, info.json      whole: the folder appears by renaming, or not at all
 *     <kind>-<id>.unfinished                          what an interrupted build has saved, safetensors
 *     <kind>-<id>.lock                                while one is built
 */
export class ArtifactStore {
	readonly folder: string;

	constructor(folder = artifactsFolder()) {
		this.folder = folder;
	}

	/** Whether it is there and, as far as can be seen without reading its values, whole: one that is not is built again. */
	has(name: string): boolean {
		return existsSync(this.#record(name)) && this.faultOf(name) === undefined;
	}

	/**
	 * Why an artifact that lies there does not count; undefined where none does, or it is whole.
	 *
	 * @throws UserError where the disk does not let it be read
	 */
	faultOf(name: string): string | undefined {
		const folder = join(this.folder, name);
		if (!existsSync(folder)) return undefined;
		try {
			const record = fromJson(readFileSync(this.#record(name), "utf8")) as Partial<ArtifactRecord> | null;
			openSafetensors(this.#tensors(name)).close();
			return record?.kind === undefined || record.info === undefined
				? "its info.json says nothing"
				: undefined;
		} catch (error) {
			if (error instanceof SyntaxError) return `its info.json is not JSON: ${error.message}`;
			if (isUserError(error)) return error.message;
			if ((error as NodeJS.ErrnoException).code === "ENOENT") return "it has no info.json";
			throw diskError(error, `Cannot read what is kept in ${folder}`, "Mend or remove that folder.");
		}
	}

	lockOf(name: string): string {
		return join(this.folder, `${name}.lock`);
	}

	async read(name: string): Promise<Artifact> {
		const { info } = await this.#readRecord(name);
		const { tensors, metadata } = readTensors(this.#tensors(name));
		// Absent in those of before there was one.
		if (metadata.crc32 === undefined || metadata.crc32 === checksumOf(tensors)) return { tensors, info };
		throw new UserError(
			`${this.#tensors(name)} does not fit its checksum: it has changed since it was built`,
			{
				hint: `Remove it with "bench stats rm ${name}": what needs it builds it again.`,
			},
		);
	}

	async write(name: string, { tensors }: Artifact, record: ArtifactRecord): Promise<void> {
		const draft = join(this.folder, `${name}.${randomUUID()}.new`);
		await mkdir(draft, { recursive: true });
		try {
			writeSafetensors(join(draft, TENSORS), tensors, { crc32: checksumOf(tensors) });
			await writeFile(join(draft, "info.json"), toJson(record, "\t"), { flush: true });
			// One that is damaged is in the way.
			await rm(join(this.folder, name), { recursive: true, force: true });
			await rename(draft, join(this.folder, name));
		} catch (error) {
			await rm(draft, { recursive: true, force: true });
			throw error;
		}
		await rm(this.#unfinished(name), { force: true });
	}

	async readUnfinished(name: string): Promise<Artifact | undefined> {
		const path = this.#unfinished(name);
		if (!existsSync(path)) return undefined;
		const { tensors, metadata } = readTensors(path);
		return { tensors, info: fromJson(metadata.info ?? "{}") as Artifact["info"] };
	}

	async writeUnfinished(name: string, { tensors, info }: Artifact): Promise<void> {
		await mkdir(this.folder, { recursive: true });
		writeSafetensors(this.#unfinished(name), tensors, { info: toJson(info) });
	}

	/** What is written beside the artifacts of a kind. */
	async records(kind: string): Promise<ArtifactRecord[]> {
		const names = await readdir(this.folder).catch(() => []);
		const whole = names.filter((name) => name.startsWith(`${kind}-`) && this.has(name));
		return Promise.all(whole.map((name) => this.#readRecord(name)));
	}

	/** All of them, and the names of damaged and unfinished ones; in order of their names. */
	async list(): Promise<{
		readonly stored: readonly StoredArtifact[];
		readonly damaged: readonly string[];
		readonly unfinished: readonly string[];
	}> {
		const names = (await readdir(this.folder).catch(() => [])).sort();
		const stored: StoredArtifact[] = [];
		for (const name of names.filter((one) => this.has(one))) {
			const bytes = (await stat(this.#tensors(name))).size;
			stored.push({ name, bytes, ...(await this.#readRecord(name)) });
		}
		const isOwn = (name: string) => /^[\w-]+-[0-9a-f]{16}$/.test(name);
		const damaged = names.filter((name) => isOwn(name) && this.faultOf(name) !== undefined);
		const unfinished = names.filter((name) => name.endsWith(".unfinished"));
		return { stored, damaged, unfinished: unfinished.map((name) => name.replace(/\.unfinished$/, "")) };
	}

	/** Also what an interrupted build has left. */
	async remove(name: string): Promise<void> {
		await rm(join(this.folder, name), { recursive: true, force: true });
		await rm(this.#unfinished(name), { force: true });
	}

	#record(name: string): string {
		return join(this.folder, name, "info.json");
	}

	#tensors(name: string): string {
		return join(this.folder, name, TENSORS);
	}

	#unfinished(name: string): string {
		return join(this.folder, `${name}.unfinished`);
	}

	async #readRecord(name: string): Promise<ArtifactRecord> {
		return fromJson(await readFile(this.#record(name), "utf8")) as ArtifactRecord;
	}
}

const TENSORS = "tensors.safetensors";

const checksumOf = (tensors: Artifact["tensors"]): string =>
	valuesChecksum(inNameOrder(tensors.keys()).map((name) => () => tensors.get(name)!.data));

function readTensors(path: string) {
	const file = openSafetensors(path);
	try {
		const tensors = new Map<string, ArtifactTensor>(file.names.map((name) => [name, file.unrounded(name)]));
		return { tensors, metadata: file.header.metadata };
	} finally {
		file.close();
	}
}
