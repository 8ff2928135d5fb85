import type { Line } from "../../scripts/perf/line.ts";
import { type Machine, type StoredSection, withMedians } from "../../scripts/perf/stored-sections.ts";

/** A section of `npm run perf` as if it had been measured; parts may be others. */
export const storedSection = (
	lines: readonly Line[],
	{
		machine,
		...others
	}: Partial<Omit<StoredSection, "machine" | "lines">> & { machine?: Partial<Machine> } = {},
): StoredSection => ({
	date: "2026-01-02T03:04:05Z",
	command: "npm run perf",
	threads: 2,
	rounds: 5,
	records: 4,
	machine: {
		cpu: "AMD",
		cores: 2,
		os: "Linux",
		node: "v20",
		editbench: "0.1.0 at 1234567",
		engine: "onnx 1",
		pytorch: "PyTorch 2",
		...machine,
	},
	lines: withMedians(lines),
	...others,
});
