import { nearest } from "#core/nearest";

/**
 * Names that may have been meant by `name`: those equal up to a prefix (`transformer.h.0…` and `h.0…`), else the
 * nearest in letters.
 */
function nearNames(name: string, names: Iterable<string>): string[] {
	const all = [...names];
	const samePath = all.filter((other) => other.endsWith(`.${name}`) || name.endsWith(`.${other}`));
	if (samePath.length > 0) return samePath.slice(0, 3);
	const near = nearest(name, all);
	return near === undefined ? [] : [near];
}

/** A hint for a tensor that is not there. */
export function missingTensorHint(name: string, names: Iterable<string>): string {
	const all = [...names];
	const near = nearNames(name, all);
	if (near.length > 0) return `Did you mean ${near.map((other) => `"${other}"`).join(" or ")}?`;
	const some = all.slice(0, 5).join(", ");
	return all.length === 0
		? "It holds no tensors at all."
		: `It holds ${all.length} tensors: ${some}${all.length > 5 ? ", …" : ""}`;
}
