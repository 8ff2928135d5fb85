import type { EditableModel } from "#core/editable-model";
import type { Model, ModelSource } from "#core/model";
import { mini } from "../../models/index.ts";
import { startTestEngine } from "../helpers/test-engine.ts";
import { listOf, type OneOrMany } from "./one-of.ts";

/** A model to run plug-ins on, loaded when first asked for. */
export class LoadedModel {
	readonly #configured: Model;
	#loaded: Promise<{ model: EditableModel; source: ModelSource }> | undefined;

	/** @param given the bundled GPT-2 where absent */
	constructor(given: OneOrMany<Model> = mini({ architecture: "gpt2" })) {
		this.#configured = listOf(given)[0]!;
	}

	/** The model; it is disposed by `dispose` alone. */
	load(): Promise<{ model: EditableModel; source: ModelSource }> {
		this.#loaded ??= this.#load();
		return this.#loaded;
	}

	async dispose(): Promise<void> {
		const loaded = await this.#loaded;
		loaded?.model.dispose();
		this.#loaded = undefined;
	}

	async #load(): Promise<{ model: EditableModel; source: ModelSource }> {
		await startTestEngine();
		const { implementation, params } = this.#configured;
		const located = await implementation.locate({ params });
		if ("missing" in located)
			throw new Error(`${located.missing.what} is missing: ${located.missing.remedy}`);
		const source = located.here;
		return { source, model: await implementation.load({ params, source }) };
	}
}
