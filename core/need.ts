import type { KeptArtifacts } from "./artifacts.ts";
import type { Located, Missing, OnProgress } from "./located.ts";
import type { ModelSource } from "./model.ts";

/** What a need is looked up with. */
export interface NeedContext {
	readonly model: ModelSource;
	/** Those of the model. */
	readonly artifacts: KeptArtifacts;
}

/** A need that can be met on this machine. */
export interface FoundNeed {
	/** A file, a folder, or where else it is; for messages. */
	readonly where: string;
	/** What the first edit builds from it and keeps, and the command that builds it ahead. */
	readonly unbuilt?: Missing;
}

/** Something that an editor reads beside the model and the records, such as the texts of a covariance. */
export interface Need {
	/** Equal for equal needs: each is looked up once for each model. */
	readonly key: string;
	/** Finds it on this machine: no network. @throws UserError where it is damaged, or cannot be what is needed */
	readonly locate: (context: NeedContext) => Promise<Located<FoundNeed>>;
	/** Downloads what `locate` misses. Absent where there is nothing to download. */
	readonly fetch?: (context: { readonly onProgress?: OnProgress }) => Promise<void>;
}
