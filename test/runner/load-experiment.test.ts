import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { defineEditor } from "#core/editor";
import { loadExperiment } from "#runner/index";
import { rejection } from "../helpers/rejection.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { fixture } from "./plan-fixture.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function written(contents: string, name = "wrong.ts"): Promise<string> {
	const file = join(temporaryFolder(), name);
	await writeFile(file, contents);
	return file;
}

test("an experiment is loaded with its absolute path, by the modules that run", async () => {
	const { experiment, file } = await loadExperiment(relative(process.cwd(), fixture("two-nudges")));
	assert.is(experiment.name, "two-nudges");
	assert.is(file, fixture("two-nudges"));
	const { defineEditor: seenByExperiment } = await import("editbench");
	assert.is(seenByExperiment, defineEditor);
});

test("an experiment and its own editor load in a package of any type", async () => {
	for (const packageJson of ['{"type":"commonjs"}', '{"type":"module"}', "{}"]) {
		const folder = temporaryFolder();
		await mkdir(join(folder, "node_modules"));
		await symlink(root, join(folder, "node_modules", "editbench"));
		await writeFile(join(folder, "package.json"), packageJson);
		await writeFile(
			join(folder, "mine.ts"),
			`import { defineEditor } from "editbench";
			export const mine = defineEditor({ name: "mine", summary: "Local", edit: () => [] });
			export const seen: typeof defineEditor = defineEditor;`,
		);
		await writeFile(
			join(folder, "study.ts"),
			`import { defineExperiment } from "editbench";
			import { editSuccess } from "editbench/metrics";
			import { facts } from "${pathToFileURL(fixture("facts"))}";
			import { tinyModel } from "${pathToFileURL(fixture("tiny-model"))}";
			import { mine, seen } from "./mine";
			const lists = { models: [tinyModel()], datasets: [facts()], editors: [mine()], metrics: [editSuccess()] };
			export default { ...defineExperiment({ name: "study", ...lists }), seen };`,
		);
		const { experiment } = await loadExperiment(join(folder, "study.ts"));
		assert.is(experiment.editors[0]?.source, pathToFileURL(join(folder, "mine.ts")).href);
		assert.is((experiment as unknown as { seen: unknown }).seen, defineEditor, "one copy of every module");
	}
});

test("a file that is not there is named, with the one that was probably meant", async () => {
	const file = await written("", "my-study.ts");
	await rejection(loadExperiment(file.replace("study", "stduy")), {
		message: /^There is no file .*my-stduy\.ts/,
		hint: /Did you mean "my-study\.ts"\? Paths are relative/,
	});
	await mkdir(join(file, "..", "folder"));
	await rejection(loadExperiment(join(file, "..", "folder")), {
		message: /is a folder, not an experiment's file/,
	});
});

test("a file without an experiment says what it exports instead", async () => {
	const hint = /export default defineExperiment\(\{ … \}\);/;
	const wrong = [
		["export const experiment = 1;", /has no default export/],
		["export default 5;", /is a number, not an experiment/],
		["export default [];", /is a list, not an experiment/],
		['export default { name: "x", models: [] };', /is an object that did not go through defineExperiment/],
		["export default () => {};", /is a function, not an experiment/],
	] as const;
	for (const [contents, message] of wrong) {
		await rejection(loadExperiment(await written(contents)), { message, hint });
	}
});

test("a file with a syntax error names the place", async () => {
	await rejection(loadExperiment(await written("export default {\n\tname: ,\n};")), {
		message: /wrong\.ts cannot be loaded: .*wrong\.ts:2:7.*Unexpected ","/s,
		hint: /Mend the file/,
	});
});

test("an import that leads nowhere is named", async () => {
	await rejection(loadExperiment(await written('import "./not-there.ts";\nexport default 1;')), {
		message: /cannot be loaded: .*not-there\.ts/,
		hint: /Check the spelling of what it imports/,
	});
	await rejection(loadExperiment(await written('import { x } from "no-such-package";\nexport default x;')), {
		message: /no-such-package/,
		hint: /install packages beside the experiment/,
	});
});

test("an error that the file throws is told with its place", async () => {
	await rejection(loadExperiment(await written("const f: any = 1;\nexport default f();")), {
		message: /cannot be loaded: TypeError: f is not a function/,
		hint: /wrong\.ts:2/,
	});
});

test("a mistake that the experiment's own checks find keeps their words", async () => {
	await rejection(loadExperiment(fixture("wrong-name")), {
		message: /must be in kebab-case, got "Wrong Name"/,
	});
});

test.run();
