import { HttpFailure, NetworkFailure, WrongBytes } from "./failures.ts";
import { type HubAnswer, type HubContext, hubGet } from "./hub-get.ts";
import { PartialFile } from "./partial-file.ts";
import { withRetries } from "./with-retries.ts";

/** What to fetch, and where to put it. */
export interface Transfer {
	readonly url: string;
	/** An existing file; whatever it holds is taken for the beginning of the contents. */
	readonly file: string;
	/** Bytes when complete. */
	readonly size: number;
	/** Told, after each chunk, the bytes that are there. */
	readonly onBytes: (received: number) => void;
}

/**
 * Fetches what a partial file lacks, going on after each cut where it stopped (HTTP Range).
 *
 * @throws WrongBytes, HttpFailure, or GaveUp after `tries` attempts in a row without `progressBytes` more
 */
export async function transfer(task: Transfer, context: HubContext): Promise<void> {
	const partial = await PartialFile.open(task.file, task.size);
	// Counted from the furthest point ever reached: a server that always starts again makes no progress.
	let milestone = partial.length;
	try {
		await withRetries(
			context.limits,
			async (gotOn) => {
				if (partial.length === task.size) return;
				const range: Record<string, string> = partial.length > 0 ? { range: `bytes=${partial.length}-` } : {};
				// identity: a range of a compressed answer would be a range of something else.
				await hubGet(task.url, { "accept-encoding": "identity", ...range }, context, async (answer) => {
					if (beginsAnew(answer, partial.length, task.size)) await partial.restart();
					await store(answer, partial, task, () => {
						if (partial.length < milestone + context.limits.progressBytes) return;
						milestone = partial.length;
						gotOn();
					});
				});
			},
			context.signal,
		);
	} catch (error) {
		throw isPastEnd(error) ? new WrongBytes(`${partial.length} bytes, want ${task.size}`) : error;
	} finally {
		await partial.close();
	}
}

async function store(
	{ chunks }: HubAnswer,
	partial: PartialFile,
	{ size, onBytes, url }: Transfer,
	onChunk: () => void,
): Promise<void> {
	for await (const chunk of chunks) {
		if (partial.length + chunk.length > size) throw new WrongBytes(`more than ${size} bytes`);
		await partial.append(chunk);
		onBytes(partial.length);
		onChunk();
	}
	if (partial.length < size) {
		throw new NetworkFailure(
			`${new URL(url).host}: connection ended after ${partial.length} of ${size} bytes`,
		);
	}
}

/** "Range Not Satisfiable": the server's copy ends where ours does. */
const isPastEnd = (error: unknown): boolean => error instanceof HttpFailure && error.status === 416;

/** A server that ignores Range sends everything, with status 200. */
function beginsAnew({ status, headers }: HubAnswer, asked: number, size: number): boolean {
	if (status !== 206) return true;
	const range = headers.get("content-range") ?? "";
	const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? [];
	if (Number(start) !== asked || (total !== "*" && Number(total) !== size)) {
		throw new WrongBytes(`content-range '${range}', want bytes ${asked}- of ${size}`);
	}
	return false;
}
