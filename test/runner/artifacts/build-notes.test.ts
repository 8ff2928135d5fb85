import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildNotes, roughly } from "#runner/artifacts/build-notes";

test("durations are told roughly", () => {
	assert.equal([0.2, 40.4, 100, 3000, 12_240].map(roughly), ["1 s", "40 s", "2 min", "50 min", "3.4 h"]);
});

test("how long a build will take is told once that can be known", () => {
	const said: string[] = [];
	let now = 0;
	const notes = buildNotes(
		"covariance",
		(text) => said.push(text),
		() => now,
	);
	for (const [seconds, done] of [
		[0, 100], // resumed: what an earlier build has done does not count
		[1, 110],
		[5, 150],
		[6, 160],
		[200, 400],
	] as const) {
		now = seconds;
		notes.progress(done, 1100);
	}
	now = 300;
	notes.end();
	assert.equal(said.slice(1), [
		"Building the covariance: 13 %, about 2 min left", // 10 a second: 95 s
		"Building the covariance: 36 %, about 8 min left", // 1.5 a second
		"Built the covariance in 5 min",
	]);
});

test.run();
