import { type EngineInfo, startEngine } from "#engine/engines";

/** The engine that numbers are checked on: `onnx`, or what `EDITBENCH_TEST_ENGINE` names. */
export const startTestEngine = (): Promise<EngineInfo> =>
	startEngine(process.env.EDITBENCH_TEST_ENGINE ?? "onnx");
