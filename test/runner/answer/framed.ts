import type { EditableModel } from "#core/editable-model";

/** The model with a prefix before each prompt, as in-context editing puts one. */
export const framed = (model: EditableModel, prefix: string): EditableModel => ({
	tokenizer: model.tokenizer,
	shape: model.shape,
	provides: model.provides,
	sampling: model.sampling,
	mlpOutput: (layer) => model.mlpOutput(layer),
	weight: (name) => model.weight(name),
	withWeights: (overrides) => framed(model.withWeights(overrides), prefix),
	withInjection: (injections) => framed(model.withInjection(injections), prefix),
	injectedBatch: (batch, at, place) => model.injectedBatch(batch, at, place),
	logits: (batch, at) => model.logits(batch, at),
	trace: (batch, at, points) => model.trace(batch, at, points),
	generate: (prompts, options) => model.generate(prompts, options),
	frame: (prompt) => prefix + prompt,
	dispose: () => {},
});
