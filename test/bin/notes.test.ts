import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fixture, runBench } from "./run-bench.ts";
import { temporaryProject } from "./temporary-project.ts";

const checkpoint = fileURLToPath(new URL("../fixtures/golden/checkpoints/tiny-llama", import.meta.url));
const read = (name: string) => readFileSync(fixture(name), "utf8");

test("what a checkpoint's files say against each other is told by plan and run, and kept in the manifest", async () => {
	const { folder, remove } = temporaryProject({
		"package.json": '{ "type": "module" }',
		"cities.ts": read("cities.ts"),
		"nudge.ts": read("nudge.ts"),
		"tiny.ts": read("tiny.ts")
			.replace(/fileURLToPath\(new.*\)\)?;/, '"model";')
			.replaceAll(/^import.*node:url.*$/gm, ""),
	});
	const bench = (...args: readonly string[]) => runBench(args, { cwd: folder });
	cpSync(checkpoint, join(folder, "model"), { recursive: true });
	const generation = { pad_token_id: -1, bos_token_id: [1], eos_token_id: 2 };
	writeFileSync(join(folder, "model", "generation_config.json"), JSON.stringify(generation));
	const notes = ["bos_token_id", "pad_token_id"].map(
		(name, at) =>
			`generation_config.json has "${name}": ${["[1]", "-1"][at]}, which is no token id; nothing reads it here`,
	);
	const told = notes.map((note) => `model: ${note}`);
	const planned = await bench("plan", "tiny.ts");
	for (const note of told) assert.match(planned.out, `\nWarning: ${note}\n`, planned.err);
	assert.equal(JSON.parse((await bench("plan", "tiny.ts", "--json")).out).warnings, told);
	const ran = await bench("run", "tiny.ts", "--limit", "1");
	assert.is(ran.code, 0, ran.err);
	for (const note of told) assert.match(ran.err, `${note}\n`);
	const manifest = JSON.parse(readFileSync(join(folder, "runs", "tiny", "manifest.json"), "utf8"));
	assert.equal(manifest.models[0].source.notes, notes);
	remove();
});

test.run();
