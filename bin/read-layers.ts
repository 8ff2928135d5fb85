import { UserError } from "#core/errors";

/** `5-9`, `4,5,6`, `0,3-5`: ascending, each once. @throws UserError where it is none of these */
export function readLayers(text: string): readonly number[] {
	const layers = new Set<number>();
	for (const part of text.split(",")) {
		const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
		if (first === undefined || Number(last) < Number(first) || Number(last) > 10_000) {
			throw new UserError(`The option --layers must be like 5-9 or 4,5,6, got "${text}"`);
		}
		for (let layer = Number(first); layer <= Number(last); layer++) layers.add(layer);
	}
	return [...layers].sort((a, b) => a - b);
}
