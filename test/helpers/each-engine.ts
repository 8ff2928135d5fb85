import { test } from "uvu";
import { UserError } from "#core/errors";
import { type EngineInfo, startEngine } from "#engine/engines";
import { tf } from "#engine/tf";

/**
 * Registers a test once for each engine: cpu, onnx, and tensorflow where it is installed, which it says where it is
 * not. Tensors that the test leaves behind are disposed.
 */
export function eachEngine(title: string, run: (engine: EngineInfo) => Promise<void> | void): void {
	for (const name of ["cpu", "onnx", "tensorflow"]) {
		test(`${title} (${name})`, async () => {
			const engine = await startOrSkip(name);
			if (!engine) return;
			tf.engine().startScope();
			try {
				await run(engine);
			} finally {
				tf.engine().endScope();
			}
		});
	}
}

let reported = false;

async function startOrSkip(name: string): Promise<EngineInfo | undefined> {
	try {
		return await startEngine(name);
	} catch (error) {
		if (name !== "tensorflow" || !isAbsent(error)) throw error;
		if (!reported) console.log(`  skipped on "tensorflow": ${error.message}`);
		reported = true;
		return;
	}
}

const isAbsent = (error: unknown): error is UserError =>
	error instanceof UserError && error.message.includes("neither is installed");
