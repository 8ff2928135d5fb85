import { readSync } from "node:fs";
import { UserError } from "#core/errors";

/** Node refuses one read of 2 GiB or more. */
const chunkBytes = 2 ** 28;

/**
 * Fills `target` from `position` of an open file.
 *
 * @throws UserError where the file ends before that
 */
export function readFully(file: number, path: string, target: Uint8Array, position: number): void {
	let done = 0;
	while (done < target.length) {
		const length = Math.min(chunkBytes, target.length - done);
		const read = readSync(file, target, done, length, position + done);
		if (read === 0) {
			throw new UserError(
				`"${path}" ends at byte ${position + done}; ${target.length - done} more bytes were to be read there`,
				{ hint: "The file was cut short, or changed while it was read. Download or copy it again." },
			);
		}
		done += read;
	}
}
