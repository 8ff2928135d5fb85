/** Keys of the edits that a model has had, as plain data: by layer, [inner] each. */
export interface AlphaEditState {
	readonly keys: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** Of an unedited model, where every independent edit begins. */
export const noEdits: AlphaEditState = { keys: {} };

export const previousKeys = ({ keys }: AlphaEditState, layer: number): Float64Array[] =>
	(keys[layer] ?? []).map((key) => Float64Array.from(key));

/** The state after one more edit. */
export function withKeys(
	state: AlphaEditState,
	added: ReadonlyMap<number, readonly Float64Array[]>,
): AlphaEditState {
	const lists = [...added].map(([layer, keys]) => [
		layer,
		[...(state.keys[layer] ?? []), ...keys.map((key) => [...key])],
	]);
	return { keys: { ...state.keys, ...Object.fromEntries(lists) } };
}
