/**
 * Runs test files, named by their paths below test/, in this process. As uvu's own command does, which cannot import
 * from a folder with "#", "%" or "?" in its name.
 *
 *     node --conditions=source --import ./runner/read-typescript.js scripts/run-test-files.ts core/sweep.test.ts
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "uvu/run";

/** What uvu puts before a file's path. */
const SCHEME = "file:///";

await run(
	process.argv.slice(2).map((name) => ({
		name,
		file: pathToFileURL(join("test", name)).href.slice(SCHEME.length),
	})),
);
