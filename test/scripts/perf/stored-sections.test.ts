import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { machineOf, mergeSections, readStoredSections } from "../../../scripts/perf/stored-sections.ts";
import { storedSection } from "../../helpers/stored-section.ts";

const section = (seconds: number) => storedSection([{ what: "it", unit: "s", samples: { ours: [seconds] } }]);

test("a section takes the place of its last measurement, and leaves the others as they are", () => {
	const before = { forward: section(1), cell: section(2) };
	const merged = mergeSections(before, { cell: section(3) });
	assert.equal(merged, { forward: section(1), cell: section(3) });
	assert.equal(before, { forward: section(1), cell: section(2) });
});

test("sections stand in the order in which they are measured, whenever that was", () => {
	const merged = mergeSections(
		{ commands: section(1), forward: section(2) },
		{ rate: section(3), cell: section(4) },
	);
	assert.equal(Object.keys(merged), ["rate", "forward", "cell", "commands"]);
});

test("the same machine is used alike: a processor, cores, system or threads more are another one", () => {
	const one = machineOf(section(1));
	assert.is(
		machineOf(storedSection([], { date: "later", machine: { node: "v24", editbench: "0.2.0" } })),
		one,
	);
	for (const other of [
		{ machine: { cpu: "ARM" } },
		{ machine: { cores: 4 } },
		{ machine: { os: "Darwin" } },
		{ threads: 1 },
	])
		assert.is.not(machineOf(storedSection([], other)), one);
});

test("stored sections are read as they were written; where there are none, there are none", () => {
	const folder = mkdtempSync(join(tmpdir(), "perf-stored-"));
	try {
		const file = join(folder, "performance.json");
		assert.equal(readStoredSections(file), {});
		writeFileSync(file, JSON.stringify({ cell: section(2) }));
		assert.equal(readStoredSections(file), { cell: section(2) });
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test.run();
