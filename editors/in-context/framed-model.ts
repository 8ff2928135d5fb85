import type { EditableModel } from "#core/editable-model";

/** The model with a prefix before every prompt it is asked. It holds nothing of its own: disposing it does nothing. */
export const framedModel = (model: EditableModel, prefix: string): EditableModel => ({
	tokenizer: model.tokenizer,
	shape: model.shape,
	provides: model.provides,
	sampling: model.sampling,
	mlpOutput: (layer) => model.mlpOutput(layer),
	weight: (name) => model.weight(name),
	withWeights: (overrides) => framedModel(model.withWeights(overrides), prefix),
	withLanes: (lanes) => framedModel(model.withLanes(lanes), prefix),
	withInjection: (injections) => framedModel(model.withInjection(injections), prefix),
	injectedBatch: (batch, at, place) => model.injectedBatch(batch, at, place),
	logits: (batch, at) => model.logits(batch, at),
	trace: (batch, at, points) => model.trace(batch, at, points),
	generate: (prompts, options) => model.generate(prompts, options),
	frame: (prompt) => model.frame(prefix + prompt),
	dispose() {},
});
