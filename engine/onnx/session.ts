import { availableParallelism } from "node:os";
import { timed } from "#engine/spent-time";
import { type Feeds, type Fetches, loadBinding, type NativeSession } from "./binding.ts";
import { encodeModel } from "./encode-model.ts";
import type { Graph } from "./graph.ts";
import { graphTitle } from "./graph-title.ts";
import type { OnnxTensor } from "./onnx-tensor.ts";

export interface SessionOptions {
	/** Threads that one operator may use. Default: all cores. */
	readonly threads?: number;
	/** Folder of the files named by external initialisers. */
	readonly externalFolder?: string;
}

/** A compiled graph. Runs are synchronous and need no shapes in advance. */
export class Session {
	private readonly native: NativeSession;
	private readonly title: string;

	constructor(graph: Graph, options: SessionOptions = {}) {
		this.title = graphTitle(graph);
		const model = encodeModel(graph);
		this.native = new (loadBinding())();
		timed("compilation", this.title, () =>
			this.native.loadModel(model.buffer, model.byteOffset, model.byteLength, nativeOptions(options)),
		);
	}

	/**
	 * Computes the outputs named by `fetches` from all inputs. A tensor in `fetches` has its data overwritten; the
	 * returned tensors hold memory of their own in any case.
	 */
	run(feeds: Feeds, fetches: Fetches): Record<string, OnnxTensor> {
		return timed("kernels", this.title, () => this.native.run(feeds, fetches, {}));
	}

	/** Frees the compiled graph and its threads. Tensors it returned stay valid. */
	dispose(): void {
		this.native.dispose();
	}
}

function nativeOptions({ threads = availableParallelism(), externalFolder }: SessionOptions): object {
	return {
		intraOpNumThreads: threads,
		interOpNumThreads: 1,
		executionMode: "sequential",
		// The graphs come as they should run: what ONNX Runtime finds to improve is less than its search takes.
		graphOptimizationLevel: "disabled",
		// Every session would keep its own arena, as large as the largest run so far.
		enableCpuMemArena: false,
		logSeverityLevel: 3,
		extra: {
			session: {
				// Threads that spin after a run take the cores from the next session's: 4 times slower op by op.
				intra_op: { allow_spinning: "0" },
				...(externalFolder !== undefined && {
					model_external_initializers_file_folder_path: externalFolder,
				}),
			},
		},
	};
}
