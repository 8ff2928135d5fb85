import { createRequire } from "node:module";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "#core/errors";
import { checkOnnxruntimeVersion, loadBinding, ONNXRUNTIME_VERSION } from "#engine/onnx/binding";

const require = createRequire(import.meta.url);

test("the installed onnxruntime-node is the one whose private binding is known", () => {
	const { version } = require("onnxruntime-node/package.json") as { version: string };
	assert.is(
		version,
		ONNXRUNTIME_VERSION,
		`onnxruntime-node is now ${version}. Its binding is private: read the changes of js/node/lib/binding.ts and js/node/src since ${ONNXRUNTIME_VERSION}, run all tests of engine/onnx and the timings, then raise ONNXRUNTIME_VERSION.`,
	);
});

test("the binding has the methods that sessions call, and calls return at once", () => {
	const NativeSession = loadBinding();
	for (const method of ["loadModel", "run", "dispose"]) {
		assert.type(Reflect.get(NativeSession.prototype, method), "function", method);
	}
	assert.throws(() => new NativeSession().loadModel(new ArrayBuffer(8), 0, 8, {}), /protobuf/i);
});

test("another version is refused, with the command that installs the right one", () => {
	assert.throws(
		() => checkOnnxruntimeVersion("1.31.0"),
		(error: UserError) => {
			assert.instance(error, UserError);
			assert.match(error.message, 'The engine "onnx" needs onnxruntime-node 1.30.0 exactly, found 1.31.0');
			assert.is(error.hint, 'Run "npm install --ignore-scripts --save-exact onnxruntime-node@1.30.0".');
			return true;
		},
	);
});

test.run();
