/** How an engine is to be started. */
export interface EngineOptions {
	/** Threads that one operator may use. Default: all cores. */
	readonly threads?: number;
	/** true: refuse to start without a GPU. false: use none. Default: use one if there is one. */
	readonly gpu?: boolean;
}

/** The engine that runs, as the manifest of a run records it. */
export interface EngineInfo {
	/** The name that `startEngine` knows it by. */
	readonly name: string;
	/** The name that TensorFlow.js knows its backend by. */
	readonly backend: string;
	readonly device: "cpu" | "gpu";
	/** Of the packages and libraries that compute. */
	readonly version: string;
	readonly threads: number;
	/** What else may change numbers or times. */
	readonly note?: string;
}

/** A package without which an engine does not start. */
export interface MissingPackage {
	readonly what: string;
	/** What to do about it. */
	readonly remedy: string;
}

/** What a file in engines/ exports. */
export interface Engine {
	start(options: EngineOptions): Promise<EngineInfo>;
}
