/**
 * Works through a list, some items at a time. The first failure stops the others by their signal; it is thrown when all
 * of them have stopped, so that none goes on behind the caller's back.
 */
export async function eachInParallel<T>(
	items: readonly T[],
	{ parallel, signal }: { parallel: number; signal?: AbortSignal | undefined },
	work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
	const failed = new AbortController();
	const stop = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
	const queue = [...items];
	const failures: unknown[] = [];
	const worker = async (): Promise<void> => {
		for (let item = queue.shift(); item !== undefined && !stop.aborted; item = queue.shift()) {
			await work(item, stop).catch((error) => {
				failures.push(error);
				failed.abort();
			});
		}
	};
	await Promise.all(Array.from({ length: Math.max(1, Math.min(parallel, items.length)) }, worker));
	if (failures.length > 0) throw failures[0];
	signal?.throwIfAborted();
}
