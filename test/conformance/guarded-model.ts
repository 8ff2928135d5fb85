import type { Capability, EditableModel } from "#core/editable-model";
import { tf } from "#engine/tf";
import { broken } from "./broken-promise.ts";

/** The model, except that what needs a capability which is not declared throws. */
export function guardedModel(model: EditableModel, declared: readonly Capability[]): EditableModel {
	const demand = (capability: Capability, what: string): void => {
		if (!declared.includes(capability)) {
			broken(`it ${what}, and does not declare "${capability}" in "requires"`);
		}
	};
	const forward = (): void => {
		if (tf.engine().isTapeOn()) demand("gradients", "differentiates");
	};
	return {
		tokenizer: model.tokenizer,
		shape: model.shape,
		provides: model.provides,
		sampling: model.sampling,
		mlpOutput: (layer) => model.mlpOutput(layer),
		weight(name) {
			demand("weights", "reads weights");
			return model.weight(name);
		},
		withWeights(overrides) {
			demand("weights", "replaces weights");
			return guardedModel(model.withWeights(overrides), declared);
		},
		withLanes(lanes) {
			demand("weights", "replaces weights");
			return guardedModel(model.withLanes(lanes), declared);
		},
		withInjection(injections) {
			demand("activations", "adds to activations");
			return guardedModel(model.withInjection(injections), declared);
		},
		injectedBatch(batch, at, place) {
			demand("activations", "adds to activations");
			const injected = model.injectedBatch(batch, at, place);
			return {
				logits(tensor) {
					forward();
					return injected.logits(tensor);
				},
				dispose: () => injected.dispose(),
			};
		},
		logits(batch, at, below) {
			forward();
			return model.logits(batch, at, below);
		},
		read(batch, at) {
			demand("generation", "reads what it goes on from");
			forward();
			return model.read(batch, at);
		},
		trace(batch, at, points) {
			demand("activations", "traces");
			forward();
			return model.trace(batch, at, points);
		},
		generate(prompts, options) {
			demand("generation", "generates");
			return model.generate(prompts, options);
		},
		frame: (prompt) => model.frame(prompt),
		dispose: () => broken("it disposes the model"),
	};
}
