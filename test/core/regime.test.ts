import { test } from "uvu";
import * as assert from "uvu/assert";
import { batch, regimeName, regimeTitle, single } from "#core/regime";
import { rejection } from "../helpers/rejection.ts";

test("a regime has a title for headings and a name for programs", () => {
	assert.equal([single(), batch(100)].map(regimeTitle), ["single edits", "batch edits of 100"]);
	assert.equal([single(), batch(100)].map(regimeName), ["single", "batch(100)"]);
});

for (const size of [0, -1, 2.5, Number.NaN]) {
	test(`batch(${size}) is refused`, async () => {
		const made = async () => batch(size);
		await rejection(made(), {
			message: new RegExp(`^batch\\(\\) takes a whole number of at least 1, got ${size}$`),
			hint: /regime: batch\(100\)/,
		});
	});
}

test.run();
