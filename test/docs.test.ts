import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { typeCheck } from "../bin/commands/type-check.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Markdown files of the root and of docs/, by their path in the repository. */
const pages = [
	...readdirSync(root),
	...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((name) => join("docs", name)),
].filter((name) => name.endsWith(".md"));

const textOf = (page: string) => readFileSync(join(root, page), "utf8");

test("every TypeScript example of README and docs compiles against the public names", async () => {
	// Below the repository, so that "editbench" is this package; runs/ is not tracked.
	mkdirSync(join(root, "runs"), { recursive: true });
	const folder = mkdtempSync(join(root, "runs", "docs-"));
	try {
		const files = pages.flatMap((page) =>
			[...textOf(page).matchAll(/^```ts\n(.*?)^```/gms)].map(([, code], i) => {
				const file = `${basename(page, ".md").toLowerCase()}-${i}.ts`;
				writeFileSync(join(folder, file), code!);
				return file;
			}),
		);
		assert.ok(files.length >= 4, `only ${files.length} examples found`);
		const index = join(folder, "index.ts");
		writeFileSync(index, files.map((file) => `import "./${file}";\n`).join(""));
		const { mistakes } = await typeCheck(index);
		assert.equal(
			mistakes.map(({ file, line, message }) => `${basename(file)}:${line} ${message}`),
			[],
		);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test("every link between pages leads to a file that is there", () => {
	const broken = pages.flatMap((page) =>
		[...textOf(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)]
			.map(([, target]) => join(page, "..", target!))
			.filter((target) => !existsSync(join(root, target)))
			.map((target) => `${page} → ${target}`),
	);
	assert.equal(broken, []);
});

test.run();
