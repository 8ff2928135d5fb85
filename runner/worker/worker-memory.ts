/**
 * How a worker deals with memory. ONNX Runtime takes fresh memory for the results of each call and frees it after. glibc maps
 * such blocks one by one and gives them back, so that the kernel hands the same memory out again and again, zeroed, a page
 * fault every 4 KiB; V8 sees buffers come and go and collects garbage for them. Measured with ICE of SmolLM2-135M on four
 * lanes, two threads, a busy machine, in turns:
 *
 *     as they are          712,000 page faults   62 s of processor time   533 + 124 collections   1.96 GB at the highest
 *     allocator            511,000–537,000       58–59 s                  535–589 + 112–115       1.98–2.02 GB
 *     allocator and heap   530,000–536,000       56–58 s                  420–452 + 87–95         2.04–2.07 GB
 */

/** For glibc's allocator, in bytes. Other C libraries do not read it. */
const allocator = {
	/** Larger blocks are mapped one by one: none are. */
	MALLOC_MMAP_THRESHOLD_: 4 * 2 ** 30,
	/** Free memory at the heap's end beyond which it is given back. */
	MALLOC_TRIM_THRESHOLD_: 8 * 2 ** 30,
	/** By how much more than is wanted the heap grows. */
	MALLOC_TOP_PAD_: 64 * 2 ** 20,
};

/** Space for young objects, in MiB; V8's own choice is 16. */
const SEMI_SPACE = 64;

/** Variables that a worker has beyond those of the runner. @param own the runner's, which go first */
export function allocatorSettings(
	own: NodeJS.ProcessEnv,
	platform = process.platform,
): Record<string, string> {
	if (platform !== "linux") return {};
	const missing = Object.entries(allocator).filter(([name]) => own[name] === undefined);
	return Object.fromEntries(missing.map(([name, bytes]) => [name, String(bytes)]));
}

/** Options of a worker's Node.js. @param own environment of the runner, whose `NODE_OPTIONS` go first */
export const heapOptions = ({ NODE_OPTIONS = "" }: NodeJS.ProcessEnv): string[] =>
	NODE_OPTIONS.includes("semi-space-size") ? [] : [`--max-semi-space-size=${SEMI_SPACE}`];
