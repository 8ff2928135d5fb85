import { UserError } from "#core/errors";
import type { HeaderPlace, TensorEntry } from "./check-entry.ts";
import { notSafetensors } from "./read-header-text.ts";

/** Tensors must follow each other without gap or overlap, from the header's end to the file's. */
export function checkLayout(
	entries: ReadonlyMap<string, TensorEntry>,
	{ path, dataStart, fileBytes }: HeaderPlace & { readonly fileBytes: number },
): void {
	const inOrder = [...entries].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
	let expected = dataStart;
	let before = "the header";
	for (const [name, { start, end }] of inOrder) {
		if (start !== expected) {
			const fault = start < expected ? "overlaps" : `leaves a gap of ${start - expected} bytes after`;
			throw notSafetensors(path, `tensor "${name}" ${fault} ${before}`);
		}
		if (end > fileBytes) throw cutShort(path, { name, end, fileBytes });
		expected = end;
		before = `tensor "${name}"`;
	}
	if (expected !== fileBytes) {
		throw notSafetensors(path, `${fileBytes - expected} bytes follow ${before}, which should be the last`);
	}
}

function cutShort(
	path: string,
	{ name, end, fileBytes }: { name: string; end: number; fileBytes: number },
): UserError {
	return new UserError(
		`"${path}" has ${fileBytes} bytes, but its tensor "${name}" should end at byte ${end}`,
		{
			hint: "The download or copy stopped early. Fetch the file again.",
		},
	);
}
