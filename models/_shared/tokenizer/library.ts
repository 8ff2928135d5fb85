import { createRequire } from "node:module";
import { type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";

/**
 * The door to `tokenizers`, the official binding of Hugging Face's library in Rust. The binding encodes asynchronously
 * only; it runs in a thread of its own, for which a call waits, so that whoever has a text has its ids at once.
 */
export interface LibraryTokenizer {
	/** One more than the largest id. */
	readonly vocab: number;
	idOf(token: string): number | undefined;
	/** @throws Error where the model cannot tokenise the text: it has a character that is unknown, and no token for such */
	encode(text: string, options: { readonly addSpecialTokens: boolean }): number[];
	/** As `encode` with what the tokenizer adds; where each token stands. */
	align(text: string): Alignment;
	/** Ids that are none are left out; special tokens are not. */
	decode(ids: readonly number[]): string;
}

/** Lists with an entry a token. */
export interface Alignment {
	readonly ids: readonly number[];
	/** [start, end) in code points of the text. */
	readonly spans: readonly (readonly [start: number, end: number])[];
	/** 1 for what the post-processor added. */
	readonly added: readonly number[];
}

/**
 * Reads a tokenizer.json.
 *
 * @throws Error where the library cannot use it
 */
export function openTokenizer(definition: string): LibraryTokenizer {
	thread = thread === undefined || thread.isLost ? startThread() : thread;
	const home = thread;
	const opened = ask(home, "open", { definition });
	const { at, vocab } = opened as { readonly at: number; readonly vocab: number };
	const encode = (text: string, addSpecialTokens: boolean, aligned: boolean) =>
		ask(home, "encode", { at, text, addSpecialTokens, aligned }) as Alignment;
	return {
		vocab,
		idOf: (token) => ask(home, "idOf", { at, token }) as number | undefined,
		encode: (text, { addSpecialTokens }) => [...encode(text, addSpecialTokens, false).ids],
		align: (text) => encode(text, true, true),
		decode: (ids) => ask(home, "decode", { at, ids }) as string,
	};
}

/** Longest wait for an answer. The largest texts and files take a second. */
const PATIENCE_MS = 120_000;

interface Thread {
	readonly port: MessagePort;
	/** Number of answers so far. */
	readonly answered: Int32Array;
	/** Whether a question was given up: its answer may still come, and would be taken for that to the next. */
	isLost: boolean;
}

/** Shared by all tokenizers; started with the first. */
let thread: Thread | undefined;

interface Answer {
	/** Of the question: ids of another text would look like any. */
	readonly number: number;
	readonly error?: string;
	readonly value?: unknown;
}

function ask(home: Thread, what: "open" | "idOf" | "encode" | "decode", question: object): unknown {
	const { port, answered } = home;
	const before = Atomics.load(answered, 0);
	if (!home.isLost) port.postMessage({ what, number: before, ...question });
	const latest = performance.now() + PATIENCE_MS;
	// Once is not enough: a call may be woken by the notification of the answer before, where it did not wait for that.
	while (!home.isLost && Atomics.load(answered, 0) === before) {
		home.isLost = Atomics.wait(answered, 0, before, latest - performance.now()) === "timed-out";
	}
	if (home.isLost) throw new Error(`The tokenizers library gave no answer within ${PATIENCE_MS / 1000} s`);
	const { number, error, value } = receiveMessageOnPort(port)!.message as Answer;
	if (number !== before) throw new Error(`The tokenizers library answered question ${number}, not ${before}`);
	if (error !== undefined) throw new Error(error);
	return value;
}

function startThread(): Thread {
	const { port1: port, port2: theirs } = new MessageChannel();
	const answered = new Int32Array(new SharedArrayBuffer(4));
	const file = createRequire(import.meta.url).resolve("#tokenizers-thread");
	// None of this process's loaders: the thread has no TypeScript.
	const worker = new Worker(file, {
		execArgv: [],
		workerData: { port: theirs, answered },
		transferList: [theirs],
	});
	// Neither keeps the process alive.
	worker.unref();
	port.unref();
	return { port, answered, isLost: false };
}
