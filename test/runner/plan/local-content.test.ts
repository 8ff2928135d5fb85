import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { localContents } from "#runner/plan/local-content";
import { rejection } from "../../helpers/rejection.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

/** A folder of files, in which any can be written anew. */
function project(files: Readonly<Record<string, string>>, name = "project") {
	const folder = join(realpathSync(temporaryFolder()), name);
	const write = (file: string, text: string) => {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	};
	for (const [file, text] of Object.entries(files)) write(file, text);
	const link = (from: string, to: string) => {
		mkdirSync(dirname(join(folder, from)), { recursive: true });
		symlinkSync(join(folder, to), join(folder, from), "dir");
	};
	const content = async (file = "method.ts") => (await localContents([join(folder, file)]))[0]!;
	return { folder, write, link, content };
}

/** A method of two files, one of which imports the other back. */
const method = (step: string) => ({
	"method.ts": 'import { step } from "./step.js";\nimport "node:fs";\nexport { step };',
	"step.ts": `import type {} from "./method.ts";\nexport const step = ${step};`,
	"unrelated.ts": String(Math.random()),
});

test("a file's identity is that of its code and of what it imports, wherever it lies", async () => {
	const first = await project(method("1")).content();
	assert.match(first, /^[0-9a-f]{64}$/);
	assert.is(await project(method("1")).content(), first);
	for (const name of ["a blank", "par(en)theses", "#hash", "per%20cent", "ques?tion", "Übung — 試験"])
		assert.is(await project(method("1"), name).content(), first, name);
	assert.is.not(await project(method("2")).content(), first);
});

test("several files are told apart, and what they share is read once", async () => {
	const { folder } = project({ ...method("1"), "other.ts": 'export * from "./step.ts";' });
	const [one, other] = await localContents(["method.ts", "other.ts"].map((file) => join(folder, file)));
	assert.is.not(one, other);
});

const helper = "export const size: number = 3; // three\n";
const reformatted = "/* Three. */\nexport const size : number\n\t= (3)\n\n";
const changed = "export const size: number = 4; // three\n";

/** Ways to reach `helper`, by what they are called: files of the project, and where the helper lies. */
const ways: Readonly<Record<string, readonly [helper: string, files: Readonly<Record<string, string>>]>> = {
	"an import": [
		"lib/helper.ts",
		{ "method.ts": 'import { size } from "./lib/helper.ts"; console.log(size);' },
	],
	"an import without ending": [
		"lib/index.ts",
		{ "method.ts": 'import { size } from "./lib"; console.log(size);' },
	],
	"an import for its effect": ["helper.ts", { "method.ts": 'import "./helper.ts";' }],
	"an import through another file": [
		"c.ts",
		{ "method.ts": 'import "./a.ts";', "a.ts": 'import "./b.ts";', "b.ts": 'import "./c.ts";' },
	],
	"export … from": ["helper.ts", { "method.ts": 'export { size } from "./helper.ts";' }],
	"export * from": ["helper.ts", { "method.ts": 'export * from "./helper.ts";' }],
	"import()": ["helper.ts", { "method.ts": 'export const edit = () => import("./helper.ts");' }],
	"import() of a pattern": [
		"methods/one.ts",
		// biome-ignore lint/suspicious/noTemplateCurlyInString: code of a file
		{ "method.ts": "export const edit = (name: string) => import(`./methods/${name}.ts`);" },
	],
	createRequire: [
		"helper.cjs",
		{
			"method.ts":
				'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nrequire("./helper.cjs");',
		},
	],
	"createRequire, called at once": [
		"helper.cjs",
		{
			"method.ts":
				'import { createRequire } from "node:module";\ncreateRequire(import.meta.url)("./helper.cjs");',
		},
	],
	"a URL": ["helper.js", { "method.ts": 'export const at = new URL("./helper.js", import.meta.url);' }],
	"what a file behind a URL imports": [
		"helper.ts",
		{
			"method.ts": 'export const at = new URL("./thread.js", import.meta.url);',
			"thread.js": 'import "./helper.ts";',
		},
	],
	"an alias of package.json": [
		"lib/helper.ts",
		{
			"package.json": '{ "imports": { "#lib/*": "./lib/*.ts" } }',
			"method.ts": 'import { size } from "#lib/helper"; console.log(size);',
		},
	],
	"paths of tsconfig.json": [
		"lib/helper.ts",
		{
			"tsconfig.json":
				'{ // a comment\n"compilerOptions": { "baseUrl": ".", "paths": { "~/*": ["./lib/*"] } } }',
			"method.ts": 'import { size } from "~/helper"; console.log(size);',
		},
	],
	"paths of a tsconfig.json that extends another": [
		"lib/helper.ts",
		{
			"base.json": '{ "compilerOptions": { "paths": { "@app/*": ["./lib/*"] } } }',
			"tsconfig.json": '{ "extends": "./base.json" }',
			"method.ts": 'import { size } from "@app/helper"; console.log(size);',
		},
	],
	"a local package": [
		"packages/kit/src/helper.ts",
		{
			"packages/kit/package.json":
				'{ "name": "kit", "version": "1.0.0", "exports": { "./size": "./src/helper.ts" } }',
			"method.ts": 'import { size } from "kit/size"; console.log(size);',
		},
	],
};

for (const [name, [place, files]] of Object.entries(ways)) {
	test(`${name} is followed: a change counts, a comment and another form do not`, async () => {
		const plain = (text: string) =>
			/js$/.test(place) ? text.replace(/ ?: number/, "").replace("export ", "") : text;
		const { write, link, content } = project({ ...files, [place]: plain(helper) });
		if (name === "a local package") link("node_modules/kit", "packages/kit");
		const first = await content();
		write(place, plain(reformatted));
		assert.is(await content(), first);
		write(place, plain(changed));
		assert.is.not(await content(), first);
	});
}

test("JSON is followed: a value counts, its form does not", async () => {
	const { write, content } = project({
		"method.ts": 'import table from "./table.json" with { type: "json" };\nconsole.log(table);',
		"table.json": '{ "a": 1 }',
	});
	const first = await content();
	write("table.json", '{\n\t"a": 1\n}');
	assert.is(await content(), first);
	write("table.json", '{ "a": 2 }');
	assert.is.not(await content(), first);
});

test("a published package goes by its name and version", async () => {
	const { write, content } = project({
		"method.ts": 'import { size } from "kit"; console.log(size);',
		"node_modules/kit/package.json": '{ "name": "kit", "version": "1.0.0", "main": "index.js" }',
		"node_modules/kit/index.js": "exports.size = 1;",
	});
	const first = await content();
	write("node_modules/kit/index.js", "exports.size = 2;");
	assert.is(await content(), first);
	write("node_modules/kit/package.json", '{ "name": "kit", "version": "1.0.1", "main": "index.js" }');
	assert.is.not(await content(), first);
});

test("an import that leads nowhere is left, and those of the same path in other files are followed", async () => {
	const { write, content } = project({
		"method.ts": 'import "./sub/a.ts";\nexport const edit = () => import("not-installed");\nimport "./b.ts";',
		"sub/a.ts": 'export const other = () => import("./b.ts");',
		"b.ts": "console.log(1);",
	});
	const first = await content();
	write("b.ts", "console.log(2);");
	assert.is.not(await content(), first);
});

test("a file that is no code is named, with what is wrong", async () => {
	const { folder, content } = project({
		"method.ts": 'export const edit = () => import("./broken.ts");',
		"broken.ts": "\nexport const = 1;",
	});
	await rejection(content(), {
		message: new RegExp(`^${join(folder, "broken.ts")}:2 cannot be read as code: Expected identifier`),
		hint: /^Results are stored under the content of the files that plug-ins are made of: mend it, or do not import it\.$/,
	});
});

test.run();
