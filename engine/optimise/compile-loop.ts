import { type LoopShape, loopModule } from "./simd-loop.ts";

/** A loop that can be run, and the memory it works in. */
export interface CompiledLoop {
	readonly memory: ArrayBuffer;
	/** Byte offset of each array, end of the first, numbers. */
	readonly run: (...values: number[]) => void;
}

/** What is used of WebAssembly, whose types come with those of browsers only. */
interface WebAssemblyParts {
	readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
	readonly Module: new (bytes: Uint8Array) => object;
	readonly Instance: new (
		module: object,
		imports: { readonly e: { readonly m: object } },
	) => { readonly exports: { readonly f: CompiledLoop["run"] } };
}

const PAGE = 65536;

/** @param bytes of memory wanted */
export function compileLoop(shape: LoopShape, bytes: number): CompiledLoop {
	const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyParts })
		.WebAssembly;
	const memory = new Memory({ initial: Math.ceil(bytes / PAGE) });
	const { f: run } = new Instance(new Module(loopModule(shape)), { e: { m: memory } }).exports;
	return { memory: memory.buffer, run };
}
