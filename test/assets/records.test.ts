import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { packageRoot } from "#hub/bundled";

const script = path.join(packageRoot(), "scripts", "miniatures", "records.py");

/** The script needs Python 3.10 and nothing but its standard library; `-B` leaves no compiled files behind. */
const python = (...args: string[]) => spawnSync("python3", ["-B", ...args], { encoding: "utf8" });

test("assets/atlas/records.json is what scripts/miniatures/records.py makes of the facts", () => {
	const { status: isOld } = python("-c", "import sys; sys.exit(sys.version_info < (3, 10))");
	if (isOld !== 0) {
		console.log("skipped: records.py was not run, python3 of version 3.10 or newer is not here");
		return;
	}
	const { status, stderr } = python(script, "--check");
	assert.is(status, 0, stderr);
});

test.run();
