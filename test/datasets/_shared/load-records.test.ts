import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkRecords, loadRecords } from "../../../datasets/_shared/load-records.ts";
import { rejection } from "../../helpers/rejection.ts";

const plain = {
	subject: "France",
	prompt: "The capital of France is",
	target_new: "Lyon",
	ground_truth: "Paris",
};
const whole = { offset: 0 };

/** Writes records into a file that is gone after the test. */
const withFile =
	(records: readonly unknown[], body: (file: string) => Promise<void>): (() => Promise<void>) =>
	async () => {
		const folder = await mkdtemp(path.join(tmpdir(), "records-"));
		try {
			const file = path.join(folder, "mine.json");
			await writeFile(file, JSON.stringify(records));
			await body(file);
		} finally {
			await rm(folder, { recursive: true });
		}
	};

const broken = [plain, { ...plain, target_new: 5 }, plain, { ...plain, portability: "none" }];

test(
	"loadRecords() names the file, the record and the field of each error",
	withFile(broken, async (file) => {
		const error = await rejection(loadRecords({ path: file, split: "mine" }, whole), {
			message: /2 records of .*mine\.json/,
		});
		assert.match(error.message, '  record 1, target_new: got 5, want a text under "target_new" or "labels"');
		assert.match(error.message, '  record 3, portability: got "none", want an object of lists of probes');
		assert.match(error.hint!, /bench check-data.*"indices"/);
	}),
);

test(
	"loadRecords() does not mind errors of records that the selection leaves out, and keeps their ids",
	withFile(broken, async (file) => {
		const records = await loadRecords({ path: file, split: "mine" }, { offset: 0, indices: [2, 0] });
		assert.equal(
			records.map(({ id }) => id),
			["mine-2", "mine-0"],
		);
	}),
);

test(
	"loadRecords() shows the first three errors and counts the others",
	withFile(
		Array.from({ length: 5 }, () => ({ ...plain, prompt: "" })),
		async (file) => {
			const error = await rejection(loadRecords({ path: file, split: "x" }, whole), { message: /5 records/ });
			assert.is(error.message.split("\n").length, 5);
			assert.match(error.message, "… and 2 more");
		},
	),
);

test(
	"checkRecords() reports errors instead of throwing them",
	withFile(broken, async (file) => {
		const report = await checkRecords({ path: file, split: "mine" });
		assert.equal([report.where, report.total, report.usable], [file, 4, 2]);
	}),
);

test.run();
