import { mkdir } from "node:fs/promises";
import type {
	Artifact,
	ArtifactKey,
	ArtifactRequest,
	Artifacts,
	ArtifactsRequest,
	KeptArtifact,
	OnBuild,
} from "#core/artifacts";
import { isUserError } from "#core/errors";
import { NotFinite } from "#core/not-finite";
import { allFinite } from "#engine/all-finite";
import { contentId } from "../plan/content-id.ts";
import type { HeldLock, RunLock } from "../store/lock-file.ts";
import { ArtifactStore } from "./artifact-store.ts";
import { buildLock } from "./build-lock.ts";
import { buildNotes } from "./build-notes.ts";

export interface DiskArtifactsOptions {
	/** Identity of the model's contents: `ModelSource.hash`. */
	readonly model: string;
	/** What people call the model. */
	readonly title: string;
	readonly store?: ArtifactStore;
	/** Prints a line for people. */
	readonly say?: (text: string) => void;
	readonly onProgress?: OnBuild;
}

/** Artifacts of one model on disk. What was asked for once stays in memory too. */
export class DiskArtifacts implements Artifacts {
	readonly #options: DiskArtifactsOptions;
	readonly #store: ArtifactStore;
	readonly #read = new Map<string, Promise<Artifact>>();

	constructor(options: DiskArtifactsOptions) {
		this.#options = options;
		this.#store = options.store ?? new ArtifactStore();
	}

	async obtain({ key, build, ...request }: ArtifactRequest): Promise<Artifact> {
		const buildAll: ArtifactsRequest["build"] = async (_, { report }) => [await build(report)];
		const [artifact] = await this.obtainAll({ ...request, keys: [key], build: buildAll });
		return artifact!;
	}

	async obtainAll(request: ArtifactsRequest): Promise<readonly Artifact[]> {
		const names = request.keys.map((key) => this.nameOf(request.kind, key));
		if (names.some((name) => !this.#read.has(name) && !this.#store.has(name))) {
			await this.#buildMissing(request, names);
		}
		return Promise.all(names.map((name) => this.#get(name)));
	}

	async kept(kind: string): Promise<readonly KeptArtifact[]> {
		const { model } = this.#options;
		const records = (await this.#store.records(kind)).filter((one) => one.model === model);
		return records.sort((a, b) => (a.created < b.created ? 1 : -1));
	}

	/** Name of an artifact's folder: changes with anything that can change the artifact. */
	nameOf(kind: string, key: ArtifactKey): string {
		return `${kind}-${contentId({ kind, model: this.#options.model, key })}`;
	}

	#get(name: string): Promise<Artifact> {
		const known = this.#read.get(name) ?? this.#store.read(name);
		this.#read.set(name, known);
		known.catch(() => this.#read.delete(name));
		return known;
	}

	/** Locks are taken in one order by all, so that no two processes wait for each other. */
	async #buildMissing(request: ArtifactsRequest, names: readonly string[]): Promise<void> {
		const what = this.#describe(request);
		await mkdir(this.#store.folder, { recursive: true });
		const locks = new Map<string, RunLock>();
		try {
			for (const name of [...new Set(names)].sort()) {
				const isDone = () => this.#store.has(name);
				const lock = await buildLock(this.#store.lockOf(name), isDone, (held) => this.#waiting(what, held));
				if (lock) locks.set(name, lock);
			}
			if (locks.size > 0) await this.#build(request, names, locks);
		} finally {
			for (const lock of locks.values()) await lock.release();
		}
	}

	async #build(request: ArtifactsRequest, names: readonly string[], locks: ReadonlyMap<string, RunLock>) {
		const { say = () => {}, onProgress, model } = this.#options;
		const missing = [...locks.keys()].map((name) => names.indexOf(name)).sort((a, b) => a - b);
		for (const index of missing) {
			const fault = this.#store.faultOf(names[index]!);
			if (fault !== undefined) say(`${names[index]} is damaged and is built again: ${fault}`);
		}
		const began = performance.now();
		const notes = buildNotes(this.#describe(request), say);
		const artifacts = await request.build(missing, {
			report(done, total) {
				notes.progress(done, total);
				onProgress?.(done, total);
			},
			saved: (index) => this.#saved(names[index]!),
			save: (index, unfinished) => this.#store.writeUnfinished(names[index]!, unfinished),
		});
		if (artifacts.length !== missing.length) {
			throw new Error(`${missing.length} artifacts were to be built, ${artifacts.length} came`);
		}
		for (const artifact of artifacts) this.#checkNumbers(request, artifact);
		for (const [i, index] of missing.entries()) {
			const { info } = artifacts[i]!;
			await this.#store.write(names[index]!, artifacts[i]!, {
				kind: request.kind,
				model,
				key: request.keys[index]!,
				title: this.#options.title,
				created: new Date().toISOString(),
				seconds: Math.round(performance.now() - began) / 1000,
				info,
			});
		}
		notes.end();
	}

	/** What an interrupted build has left. Where it is damaged, the build begins anew. */
	async #saved(name: string): Promise<Artifact | undefined> {
		try {
			return await this.#store.readUnfinished(name);
		} catch (error) {
			if (!isUserError(error)) throw error;
			this.#options.say?.(`What an earlier build has left does not count: ${error.message}`);
			return undefined;
		}
	}

	/** What is kept would spoil all later runs. */
	#checkNumbers(request: ArtifactsRequest, { tensors }: Artifact): void {
		for (const [name, { data }] of tensors) {
			if (allFinite(data)) continue;
			const whose = `Building the ${this.#describe(request)}`;
			throw new NotFinite(`numbers that are not finite in "${name}"`, { whose, why: "it is not kept" });
		}
	}

	#waiting(what: string, { holder, own }: HeldLock): void {
		if (!own)
			this.#options.say?.(`Waiting for process ${holder.pid} on ${holder.host}, which builds the ${what}`);
	}

	#describe = ({ kind, title }: ArtifactsRequest) => `${title ?? kind} of ${this.#options.title}`;
}
