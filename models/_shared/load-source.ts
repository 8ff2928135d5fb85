import type { ModelImpl } from "#core/model";

/** `load` of every model that is a Hugging Face folder. What loads is imported now: a plan does without. */
export const loadSource: ModelImpl<unknown>["load"] = async ({ source, say }) => {
	const { loadModel } = await import("./load-model.ts");
	return loadModel(source.folder, { hash: source.hash, ...(say && { say }) });
};
