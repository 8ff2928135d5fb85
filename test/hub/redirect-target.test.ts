import { test } from "uvu";
import * as assert from "uvu/assert";
import { redirectTarget } from "#hub/redirect-target";

test("redirectTarget() follows relative and absolute addresses", () => {
	assert.is(redirectTarget("https://hub.example/a/b?c", "/d/e"), "https://hub.example/d/e");
	assert.is(
		redirectTarget("https://hub.example/a", "https://cdn.example/d?sign=1"),
		"https://cdn.example/d?sign=1",
	);
	assert.is(redirectTarget("http://127.0.0.1:8080/a", "http://127.0.0.1:8081/b"), "http://127.0.0.1:8081/b");
});

test("redirectTarget() never leaves encryption or HTTP", () => {
	for (const location of ["http://hub.example/a", "file:///etc/passwd", "ftp://cdn.example/a"]) {
		assert.throws(
			() => redirectTarget("https://hub.example/a", location),
			/^hub\.example: redirected to .+, refused$/,
		);
	}
});

test.run();
