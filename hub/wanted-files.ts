import { UserError } from "#core/errors";
import { refusePickles } from "./checkpoint-files.ts";
import type { ListedFile } from "./file-listing.ts";
import { asSelection, describeUnmatched, type Files, unmatched } from "./file-selection.ts";
import { describeRepository, type Repository } from "./repository.ts";

/** Names come from the repository's owner and become paths on this machine, on Windows too. */
const isSafe = (path: string): boolean =>
	path.split("/").every((part) => part !== "" && !/^\.{1,2}$|[\\\0]|^[A-Za-z]:/.test(part));

/** @throws UserError when what is asked for is not there, is pickled, or has a name that leads out of the cache */
export function wantedFiles(
	repository: Repository,
	files: Files,
	listing: readonly ListedFile[],
): readonly ListedFile[] {
	const selection = asSelection(files);
	const all = listing.map((file) => file.path);
	const wanted = listing.filter((file) => selection.wants(file.path));
	const missing = unmatched(selection, all);
	refusePickles(repository, { wanted: wanted.map((file) => file.path), missing, all });
	if (missing.length > 0 || wanted.length === 0) {
		const what = missing.length > 0 ? describeUnmatched(missing, all) : "file that was asked for";
		throw new UserError(`${describeRepository(repository)} has no ${what}`, {
			hint: `It has: ${all.slice(0, 12).join(", ")}${all.length > 12 ? ` and ${all.length - 12} more` : ""}.`,
		});
	}
	const unsafe = wanted.find((file) => !isSafe(file.path));
	if (unsafe) {
		throw new UserError(`${describeRepository(repository)} has a file named '${unsafe.path}', refused`, {
			hint: "Such a name could be written outside the cache. Tell the owner of the repository.",
		});
	}
	return wanted;
}
