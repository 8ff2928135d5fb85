import { test } from "uvu";
import * as assert from "uvu/assert";
import { memoryArtifacts } from "#core/memory-artifacts";
import { keyedRandom } from "#engine/rng";
import { contextTemplates } from "../../../../editors/_shared/templates/context-templates.ts";
import { parseTemplate } from "../../../../editors/_shared/templates/template.ts";
import { loadModel } from "../../../../models/_shared/load-model.ts";
import { startTestEngine } from "../../../helpers/test-engine.ts";
import { goldenCheckpoint } from "../../../models/_shared/tokenizer/reference-tokens.ts";

const seeded =
	(seed: number) =>
	(...key: readonly (string | number)[]) =>
		keyedRandom(seed, ...key);
const lengths = [
	[5, 10],
	[10, 5],
] as const;

test("texts are written once for a model and a seed, by type and of the wanted length", async () => {
	await startTestEngine();
	const model = await loadModel(goldenCheckpoint("tiny-gpt2"));
	const artifacts = memoryArtifacts();
	const settings = { given: undefined, lengths, braces: "" } as const;
	const write = (seed: number) => contextTemplates({ model, artifacts, random: seeded(seed) }, settings);
	const [first, again, other] = [await write(1), await write(1), await write(2)];
	assert.equal(first, again);
	assert.not.equal(first, other);
	assert.equal(
		first.map((type) => type.length),
		[1, 10, 5],
	);
	assert.equal(first[0], [{ before: "", after: "" }]);
	for (const { before, after } of first.slice(1).flat()) {
		assert.match(before, /^(The|Therefore|Because|I|You).*\. $/s);
		assert.is(after, "");
	}
	for (const { before } of first[2]!) {
		const tokens = model.tokenizer.encode(before.slice(0, -2)).length;
		assert.ok(tokens <= 10, `${before} has ${tokens} tokens`);
	}
	model.dispose();
});

test("given templates are taken as they are, and nothing is written", async () => {
	const context = { model: undefined as never, artifacts: undefined as never, random: seeded(0) };
	const given = [["{}"], ["So it is. {}", "{} it is"]];
	assert.equal(await contextTemplates(context, { given, lengths, braces: " " }), [
		[{ before: "", after: "" }],
		[
			{ before: "So it is. ", after: "" },
			{ before: "", after: " it is" },
		],
	]);
});

test("a template has one place for the prompt", () => {
	for (const text of ["no place", "{} and {}"]) {
		assert.throws(
			() => parseTemplate(text),
			(error: Error & { hint?: string }) =>
				error.name === "UserError" &&
				/must have one "\{\}", got/.test(error.message) &&
				/Write/.test(error.hint ?? ""),
		);
	}
});

test.run();
