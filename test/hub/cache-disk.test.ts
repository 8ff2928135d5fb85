import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "uvu";
import { refused, withHub } from "../helpers/hub-fixture.ts";

const files = ["config.json"] as const;
const model = { kind: "model", repo: "org/tiny", files } as const;
const content = { "config.json": "{}", "model.safetensors": "w" };

test(
	"a download larger than the disk is refused before it begins",
	withHub(async (fixture) => {
		const tree = (entries: readonly object[]) => entries.map((entry) => ({ ...entry, size: 1e18 }));
		fixture.server.host("models/org/tiny", content, { tree: tree as never });
		await refused(fixture, model, {
			message: /^1000000000\.0 GB to download, [\d.]+ GB free in .+models--org--tiny$/,
			hint: /HF_HUB_CACHE/,
		});
	}),
);

test(
	"a cache that cannot be written is named",
	withHub(async (fixture) => {
		const { server, settings } = fixture;
		server.host("models/org/tiny", content);
		await mkdir(path.dirname(settings.cache), { recursive: true });
		await writeFile(settings.cache, "a file where the folder should be");
		await refused(fixture, model, {
			message: /^The cache .+hub cannot be written: (ENOTDIR|EEXIST)/,
			hint: /HF_HUB_CACHE/,
		});
	}),
);

test.run();
