import type { EditableModel } from "./editable-model.ts";

/** The model, but for some answers of its own. It holds no weights: disposing it does nothing. */
export const modelView = (model: EditableModel, own: Partial<EditableModel>): EditableModel => ({
	tokenizer: model.tokenizer,
	shape: model.shape,
	provides: model.provides,
	sampling: model.sampling,
	mlpOutput: (layer) => model.mlpOutput(layer),
	weight: (name) => model.weight(name),
	withWeights: (overrides) => modelView(model.withWeights(overrides), own),
	withLanes: (lanes) => modelView(model.withLanes(lanes), own),
	withInjection: (injections) => modelView(model.withInjection(injections), own),
	injectedBatch: (batch, at, place) => model.injectedBatch(batch, at, place),
	logits: (batch, at, below) => model.logits(batch, at, below),
	read: (batch, at) => model.read(batch, at),
	trace: (batch, at, points) => model.trace(batch, at, points),
	generate: (prompts, options) => model.generate(prompts, options),
	frame: (prompt) => model.frame(prompt),
	dispose() {},
	...own,
});
