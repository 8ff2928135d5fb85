import { test } from "uvu";
import { checkpointFiles } from "#hub/checkpoint-files";
import { download } from "#hub/download";
import { refused, withHub } from "../helpers/hub-fixture.ts";

const files = ["config.json"] as const;
const model = { kind: "model", repo: "org/tiny", files } as const;
const content = { "config.json": "{}", "model.safetensors": "w" };

test(
	"a file that is not there is named, with the one that may be meant and what there is",
	withHub(async (fixture) => {
		fixture.server.host("models/org/tiny", content);
		await refused(
			fixture,
			{ ...model, files: ["confg.json"] },
			{
				message: /^model 'org\/tiny' at 'main' has no 'confg\.json' \(did you mean 'config\.json'\?\)$/,
				hint: /^It has: config\.json, model\.safetensors\.$/,
			},
		);
		await refused(fixture, { ...model, files: ["*.txt"] }, { message: /has no '\*\.txt'$/ });
		await refused(fixture, { ...model, files: () => false }, { message: /has no file that was asked for/ });
	}),
);

test(
	"pickled checkpoints are refused, and only they",
	withHub(async (fixture) => {
		const { server, settings, limits } = fixture;
		server.host("models/org/pickled", {
			"config.json": "{}",
			"pytorch_model.bin": "p",
			"training_args.bin": "p",
		});
		const pickled = { kind: "model", repo: "org/pickled", files: checkpointFiles } as const;
		await refused(fixture, pickled, {
			message:
				/has pickled weights only \(pytorch_model\.bin, training_args\.bin\); .+ loading one runs whatever code/,
			hint: /refs\/pr\/N.+from_pretrained\("org\/pickled"\)\.save_pretrained\("my-model"\)/,
		});
		await refused(fixture, { ...pickled, files: ["*.bin"] }, { message: /was asked for a pickled file/ });
		server.host("models/org/empty", { "config.json": "{}" });
		await refused(fixture, { ...pickled, repo: "org/empty" }, { message: /has no '\*\.safetensors'$/ });
		server.host("models/org/both", {
			"config.json": "{}",
			"model.safetensors": "w",
			"pytorch_model.bin": "p",
		});
		await download({ ...pickled, repo: "org/both" }, { settings, limits });
	}),
);

test(
	"a listed name that leads out of the cache is refused",
	withHub(async (fixture) => {
		for (const path of [
			"../evil.json",
			"a/../../evil.json",
			"/etc/evil.json",
			"a\\..\\evil.json",
			"C:/evil.json",
			"a//evil.json",
		]) {
			const commit = { "config.json": path };
			const tree = (entries: readonly object[]) => entries.map((entry) => ({ ...entry, path }));
			fixture.server.host("datasets/org/evil", commit, { tree: tree as never });
			const evil = { kind: "dataset", repo: "org/evil", files: () => true } as const;
			await refused(fixture, evil, { message: /has a file named '.+', refused$/, hint: /outside the cache/ });
		}
	}),
);

test(
	"a listing without hashes is refused: its files could not be checked",
	withHub(async (fixture) => {
		const tree = (entries: readonly object[]) => entries.map((entry) => ({ ...entry, oid: undefined }));
		fixture.server.host("models/org/tiny", content, { tree: tree as never });
		await refused(fixture, model, { message: /does not answer like a hub .+ no hash for 'config\.json'/ });
	}),
);

test.run();
