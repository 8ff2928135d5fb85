import { download } from "#hub/download";
import { impatient } from "./hub-fixture.ts";

/** A process of its own that downloads `model.safetensors` of a repository; the hub is named by its environment. */
const [repo = ""] = process.argv.slice(2);
const { folder } = await download(
	{ kind: "model", repo, files: ["model.safetensors"] },
	{ limits: impatient },
);
process.stdout.write(folder);
