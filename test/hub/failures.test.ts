import { test } from "uvu";
import * as assert from "uvu/assert";
import { HttpFailure, isPassing, NetworkFailure, WrongBytes } from "#hub/failures";

const answer = (status: number, headers: Record<string, string> = {}) =>
	new HttpFailure("https://hub.example/api", { status, headers: new Headers(headers) });

test("what a server may get over is tried again, what it means is not", () => {
	assert.equal(
		[500, 502, 503, 429, 408].map((status) => isPassing(answer(status))),
		Array(5).fill(true),
	);
	assert.equal(
		[400, 401, 403, 404, 416].map((status) => isPassing(answer(status))),
		Array(5).fill(false),
	);
	assert.not(isPassing(new WrongBytes("x")));
	assert.not(isPassing(new TypeError("a bug")));
});

test("a cut connection may pass, an unknown certificate does not", () => {
	const failure = (code: string) => {
		const cause = Object.assign(new Error(`because of ${code}`), { code });
		return NetworkFailure.from(new TypeError("fetch failed", { cause }), "https://hub.example/api");
	};
	assert.is(failure("ECONNRESET").message, "hub.example: because of ECONNRESET");
	assert.ok(isPassing(failure("ECONNRESET")));
	for (const code of ["DEPTH_ZERO_SELF_SIGNED_CERT", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "CERT_HAS_EXPIRED"]) {
		assert.not(isPassing(failure(code)));
	}
});

test("an HttpFailure carries the hub's words", () => {
	const failure = answer(403, {
		"x-error-code": "GatedRepo",
		"x-error-message": "Ask first",
		"retry-after": "2",
	});
	assert.is(failure.message, "HTTP 403 from hub.example (Ask first)");
	assert.equal(
		[failure.code, failure.retryAfterMs, failure.origin],
		["GatedRepo", 2000, "https://hub.example"],
	);
	assert.is(answer(503, { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }).retryAfterMs, 0);
});

test.run();
