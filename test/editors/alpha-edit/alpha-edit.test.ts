import { test } from "uvu";
import * as assert from "uvu/assert";
import { memoryArtifacts } from "#core/memory-artifacts";
import { nullSpace } from "../../../editors/alpha-edit/null-space.ts";
import { noEdits, previousKeys, withKeys } from "../../../editors/alpha-edit/state.ts";
import { rejection } from "../../helpers/rejection.ts";

/** diag(values), [n, n] */
const diagonal = (...values: number[]): Float64Array =>
	Float64Array.from({ length: values.length ** 2 }, (_, i) =>
		i % (values.length + 1) === 0 ? values[i / (values.length + 1)]! : 0,
	);

test("the null space is made of the directions whose eigenvalue is below the threshold", async () => {
	const covariance = diagonal(1, 0.01, 3, 0.019, 0.02);
	const basis = await nullSpace(memoryArtifacts(), { layer: 0, covariance, threshold: 0.02 });
	assert.is(basis.rows, 2);
	const lengths = [0, 1, 2, 3, 4].map((column) =>
		Math.hypot(...[0, 1].map((row) => basis.data[row * 5 + column]!)),
	);
	lengths.forEach((length, i) => void assert.ok(Math.abs(length - (i === 1 || i === 3 ? 1 : 0)) < 1e-12));
});

test("it is found once for a covariance, and anew for another", async () => {
	const kinds: unknown[] = [];
	const memory = memoryArtifacts();
	const counting: typeof memory = {
		...memory,
		obtain: (request) =>
			memory.obtain({
				...request,
				build(report) {
					kinds.push(request.kind);
					return request.build(report);
				},
			}),
	};
	const request = { layer: 0, covariance: diagonal(1, 0.01), threshold: 0.02 };
	await nullSpace(counting, request);
	await nullSpace(counting, { ...request, covariance: diagonal(1, 0.01) });
	assert.equal(kinds, ["null-space"]);
	await nullSpace(counting, { ...request, covariance: diagonal(1, 0.015) });
	await nullSpace(counting, { ...request, threshold: 0.03 });
	assert.is(kinds.length, 3);
});

test("a covariance without a null space is refused with a way out", () =>
	rejection(nullSpace(memoryArtifacts(), { layer: 7, covariance: diagonal(1, 2), threshold: 0.02 }), {
		message: /No eigenvalue of the covariance of layer 7 is below 0\.02/,
		hint: /Raise "nullSpaceThreshold"/,
	}) as unknown as Promise<void>);

test("the state of a chain is plain data that grows by an edit's keys", () => {
	const one = withKeys(noEdits, new Map([[1, [Float64Array.of(1, 2)]]]));
	const two = withKeys(
		JSON.parse(JSON.stringify(one)),
		new Map([
			[1, [Float64Array.of(3, 4)]],
			[2, [Float64Array.of(5, 6)]],
		]),
	);
	assert.equal(previousKeys(two, 1), [Float64Array.of(1, 2), Float64Array.of(3, 4)]);
	assert.equal(previousKeys(two, 2), [Float64Array.of(5, 6)]);
	assert.equal(previousKeys(noEdits, 1), []);
	assert.equal(previousKeys(one, 1), [Float64Array.of(1, 2)]);
});

test.run();
