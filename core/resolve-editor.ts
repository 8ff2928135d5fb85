import { checkLayers } from "./check-layers.ts";
import type { ModelShape } from "./editable-model.ts";
import type { Editor } from "./editor.ts";
import { UserError } from "./errors.ts";
import { parseParams } from "./plugin.ts";

/** An editor's parameters for one model. */
export interface ResolvedParams {
	readonly params: Readonly<Record<string, unknown>>;
	/** Title of the preset that filled in what the experiment left open. */
	readonly preset?: string;
}

/**
 * Fills in an editor's parameters for a model: what the experiment gave, else what the preset of the model's shape says,
 * else the defaults.
 *
 * @throws UserError where a parameter that `needs` lists comes from none of these, or one names a layer that is not there
 */
export function resolveEditor(
	{ info, implementation, given, schema }: Editor,
	shape: ModelShape,
): ResolvedParams {
	const preset = implementation.presets.find((one) => matchesShape(one.shape, shape));
	const own = defined(given);
	const params = parseParams("editor", info.name, schema, { ...preset?.params, ...own });
	const isUsed = Object.keys(preset?.params ?? {}).some((name) => !(name in own));
	const absent = implementation.needs.find((name) => params[name] === undefined);
	if (absent === undefined) {
		for (const name of implementation.layerParams) checkParam(info.name, name, params[name], shape);
		return { params, ...(preset && isUsed && { preset: preset.title }) };
	}
	const presets = implementation.presets.map(({ title }) => title).join(", ");
	throw new UserError(
		`Editor "${info.name}" has no preset for this model (${describeShape(shape)}), and "${absent}" was not given`,
		{ hint: `Give it: ${info.name}({ ${absent}: … }). There are presets for ${presets || "no model"}.` },
	);
}

function checkParam(editor: string, name: string, value: unknown, shape: ModelShape): void {
	const layers = [value].flat().filter((layer) => typeof layer === "number");
	checkLayers(layers, shape.layers, `Editor "${editor}": "${name}"`);
}

/** Whether a model has the sizes that a preset is for. */
export const matchesShape = (wanted: Partial<ModelShape>, shape: ModelShape): boolean =>
	Object.entries(wanted).every(([key, value]) => shape[key as keyof ModelShape] === value);

const defined = (given: Readonly<Record<string, unknown>>) =>
	Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

const describeShape = ({ modelType, layers, hidden, vocab }: ModelShape) =>
	`${modelType}, ${layers} layers, hidden size ${hidden}, vocabulary ${vocab}`;
