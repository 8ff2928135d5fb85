import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { UserError } from "#core/errors";
import type { OnnxTensor } from "./onnx-tensor.ts";
import { silenceTelemetry } from "./silence-telemetry.ts";

/**
 * The only door to onnxruntime-node. Its public API is asynchronous, TensorFlow.js wants kernels that return at once,
 * so this calls the synchronous binding beneath. That is private and may change in any release: the version is pinned.
 */
export const ONNXRUNTIME_VERSION = "1.30.0";

export type Feeds = Readonly<Record<string, OnnxTensor>>;

/** What a run should return: null for memory of ONNX Runtime's choosing, a tensor to have its data overwritten. */
export type Fetches = Readonly<Record<string, OnnxTensor | null>>;

/** The part of onnxruntime-node's `lib/binding.ts` that is used here. */
export interface NativeSession {
	loadModel(buffer: ArrayBufferLike, byteOffset: number, byteLength: number, options: object): void;
	run(feeds: Feeds, fetches: Fetches, options: object): Record<string, OnnxTensor>;
	dispose(): void;
}

interface NativeModule {
	readonly binding: { readonly InferenceSession: new () => NativeSession };
	readonly initOrt: () => void;
}

const require = createRequire(import.meta.url);

// Its install script does nothing but fetch CUDA libraries, which are not used here, and fails where it cannot.
const hint = `Run "npm install --ignore-scripts --save-exact onnxruntime-node@${ONNXRUNTIME_VERSION}".`;

/** @throws UserError if `found`, the installed version, is not the one whose binding is known. */
export function checkOnnxruntimeVersion(found: string): void {
	if (found === ONNXRUNTIME_VERSION) return;
	throw new UserError(
		`The engine "onnx" needs onnxruntime-node ${ONNXRUNTIME_VERSION} exactly, found ${found}: it calls a private part of that package, which may differ in other versions.`,
		{ hint },
	);
}

/** @throws UserError if onnxruntime-node is absent, of another version, or does not load on this machine. */
export function loadBinding(): new () => NativeSession {
	checkInstalledVersion();
	silenceTelemetry();
	const { binding, initOrt } = loadNative();
	initOrt();
	return binding.InferenceSession;
}

/** @throws UserError if onnxruntime-node is absent, or of another version. It is not loaded. */
export const checkInstalledVersion = (): void => checkOnnxruntimeVersion(installedVersion());

function installedVersion(): string {
	try {
		return JSON.parse(readFileSync(require.resolve("onnxruntime-node/package.json"), "utf8")).version;
	} catch (cause) {
		throw new UserError('The engine "onnx" needs the package onnxruntime-node, which is not installed.', {
			hint,
			cause,
		});
	}
}

function loadNative(): NativeModule {
	try {
		return require("onnxruntime-node/dist/binding.js") as NativeModule;
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new UserError(
			`onnxruntime-node does not load on this machine (${process.platform}, ${process.arch}): ${reason}`,
			{
				hint: 'It has binaries for Linux with glibc, macOS on Apple silicon, and Windows. Elsewhere use the engine "tensorflow" or "cpu".',
				cause,
			},
		);
	}
}
