import type { GenerateOptions } from "#core/editable-model";
import type { Runnable } from "../transformer/forward.ts";

export async function generate(
	_model: Runnable & { readonly endIds: readonly number[] },
	_prompts: readonly (readonly number[])[],
	_options: GenerateOptions,
): Promise<number[][]> {
	throw new Error("not yet");
}
