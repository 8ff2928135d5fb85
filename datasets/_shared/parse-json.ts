import { describeValue } from "#core/describe-value";
import { UserError } from "#core/errors";

/**
 * `JSON.parse` with messages for people.
 *
 * @param where path or address of the text
 * @throws UserError that says where the text stops being JSON, and what the file looks like instead
 */
export function parseJson(text: string, where: string): unknown {
	// Some editors on Windows begin a file with this mark; JSON does not know it.
	const content = text.startsWith("\uFEFF") ? text.slice(1) : text;
	try {
		return JSON.parse(content);
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new UserError(`${where} is not JSON: ${reason}${lineAndColumn(content, reason)}.`, {
			hint: hintFor(content),
			cause,
		});
	}
}

/** V8 counts in code units from the start of the text, which no editor shows; newer versions give line and column themselves. */
function lineAndColumn(text: string, reason: string): string {
	const position = /at position (\d+)/.exec(reason)?.[1];
	if (position === undefined || /\(line \d+ column \d+\)/.test(reason)) return "";
	const lines = text.slice(0, Number(position)).split("\n");
	return ` (line ${lines.length} column ${lines.at(-1)!.length + 1})`;
}

function hintFor(text: string): string {
	const start = text.trimStart();
	if (start === "") return "The file is empty. Was its download interrupted? Fetch it again.";
	if (start.startsWith("version https://git-lfs")) {
		return 'This is a Git LFS pointer, not the data. Run "git lfs pull" in its repository.';
	}
	if (start.startsWith("<")) {
		return "This is a web page. Download the file itself: a link to the raw file, not to the page that shows it.";
	}
	if (isJsonLines(start)) {
		return "This looks like JSON Lines, one value a line. Wrap the lines in [ ], with commas between.";
	}
	if (/^[[{]/.test(start) && !/[\]}]$/.test(text.trimEnd())) {
		return `The file ends in the middle, with ${describeValue(text.trimEnd().slice(-20))}: it is truncated. Fetch it again.`;
	}
	return "Mend the file there, or fetch it again.";
}

function isJsonLines(text: string): boolean {
	const [first, second] = text.split("\n", 2);
	if (first === undefined || second === undefined || second.trim() === "") return false;
	try {
		return typeof JSON.parse(first) === "object";
	} catch {
		return false;
	}
}
