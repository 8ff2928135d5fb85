import { test } from "uvu";
import * as assert from "uvu/assert";
import { sectionNames } from "../../../scripts/perf/command-line.ts";
import type { Line } from "../../../scripts/perf/line.ts";
import { renderPage } from "../../../scripts/perf/render-page.ts";
import { storedSection } from "../../helpers/stored-section.ts";

const line = (what: string): Line => ({ what, unit: "s", samples: { ours: [1], public: [2] } });

test("every section has a heading, its table, and says when and by which command it was measured", () => {
	const sections = Object.fromEntries(
		sectionNames.map((name) => [
			name,
			storedSection([line(name)], { command: `npm run perf -- --only ${name}` }),
		]),
	);
	const page = renderPage(sections);
	assert.is(page.match(/^## /gm)?.length, sectionNames.length + 1);
	for (const name of sectionNames) {
		assert.ok(page.includes(`2026-01-02, editbench 0.1.0 at 1234567: \`npm run perf -- --only ${name}\`.`));
		assert.ok(page.includes(`| ${name} | 1.000 s | 2.000 s | 0.50 |`), name);
	}
});

test("the page names machine and versions once, where all sections have them in common", () => {
	const page = renderPage({ forward: storedSection([line("a")]), cell: storedSection([line("b")]) });
	assert.is(
		page.split("AMD, 2 cores, Linux; 2 threads of either side; Node v20, onnx 1, PyTorch 2").length,
		2,
	);
	assert.not.match(page, "**Measured");
});

test("a section of another day, machine or version than most says so", () => {
	const others = {
		step: storedSection([line("b")], { date: "2026-02-03T00:00:00Z" }),
		cell: storedSection([line("c")], { machine: { cpu: "ARM" } }),
		lanes: storedSection([line("d")], { threads: 1 }),
		workers: storedSection([line("e")], { machine: { pytorch: "PyTorch 3" } }),
	};
	const page = renderPage({
		rate: storedSection([line("z")]),
		forward: storedSection([line("a")]),
		...others,
	});
	const of = (title: string) => page.split(`## ${title}\n`)[1]!.split("\n## ")[0]!;
	assert.not.match(of("A forward pass"), "**Measured");
	assert.match(of("A step of ICE"), "2026-02-03, editbench");
	assert.match(of("A step of ICE"), "**Measured on another day than the rest.**");
	assert.match(
		of("A whole cell: ICE"),
		"**Measured on another machine or with other threads: ARM, 2 cores, Linux; 2 threads of either side.**",
	);
	assert.match(
		of("Edits side by side: lanes"),
		"another machine or with other threads: AMD, 2 cores, Linux; 1 threads",
	);
	assert.match(
		of("Edits side by side: workers"),
		"**Measured with other versions: Node v20, onnx 1, PyTorch 3.**",
	);
});

test.run();
