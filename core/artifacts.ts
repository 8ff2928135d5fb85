/** A matrix or vector of an artifact, row-major. */
export interface ArtifactTensor {
	readonly shape: readonly number[];
	readonly data: Float64Array | Float32Array;
}

/** Something dear that an editor needs and that depends on the model alone, such as statistics of its activations. */
export interface Artifact {
	readonly tensors: ReadonlyMap<string, ArtifactTensor>;
	/** What else is worth keeping: plain JSON. */
	readonly info: Readonly<Record<string, unknown>>;
}

/** Everything, beside the model, that can change an artifact: plain JSON. */
export type ArtifactKey = Readonly<Record<string, unknown>>;

/** How far a build has come, in units of its own. */
export type OnBuild = (done: number, total: number) => void;

/** One artifact, and how to build it where nobody has. */
export interface ArtifactRequest {
	/** What it is: `covariance`, `context-templates`. */
	readonly kind: string;
	/** What messages call it, where `kind` says too little: `covariance of layer 5`. */
	readonly title?: string;
	readonly key: ArtifactKey;
	/** Builds it, which may take minutes. */
	readonly build: (report: OnBuild) => Promise<Artifact>;
}

/** What a build of several artifacts is given. Indices are those of the request's `keys`. */
export interface BuildWork {
	readonly report: OnBuild;
	/** What an interrupted build has saved of an artifact. */
	readonly saved: (index: number) => Promise<Artifact | undefined>;
	/** Keeps an unfinished artifact, in place of what was saved before. */
	readonly save: (index: number, unfinished: Artifact) => Promise<void>;
}

/** Several artifacts that are cheaper to build together than one by one. */
export interface ArtifactsRequest {
	readonly kind: string;
	readonly title?: string;
	readonly keys: readonly ArtifactKey[];
	/**
	 * Builds those that nobody has built before.
	 *
	 * @param missing indices of the keys to build
	 * @returns one artifact for each of `missing`, in their order
	 */
	readonly build: (missing: readonly number[], work: BuildWork) => Promise<readonly Artifact[]>;
}

/** An artifact that was built before, without its tensors. */
export interface KeptArtifact {
	readonly key: ArtifactKey;
	readonly info: Artifact["info"];
}

/** Tells which artifacts of one model there are; builds none. */
export interface KeptArtifacts {
	/** @returns the artifacts of a kind, the newest first */
	kept(kind: string): Promise<readonly KeptArtifact[]>;
}

/** The artifacts of one model: each is built once, kept, and shared by all runs that ask for the same key. */
export interface Artifacts extends KeptArtifacts {
	/** @returns the artifact; its arrays are shared: do not write to them */
	obtain(request: ArtifactRequest): Promise<Artifact>;
	/** @returns one artifact for each key; their arrays are shared: do not write to them */
	obtainAll(request: ArtifactsRequest): Promise<readonly Artifact[]>;
}
