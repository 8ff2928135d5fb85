import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { isUserError } from "#core/errors";
import { hubSettings } from "#hub/hub-settings";

const home = mkdtempSync(path.join(tmpdir(), "hub-home-"));
test.after(() => rmSync(home, { recursive: true, force: true }));

test("hubSettings() without variables is the public hub and Python's default cache", () => {
	const { endpoint, cache, offline, symlinks } = hubSettings({ HF_TOKEN: "hf_x" });
	assert.is(endpoint, "https://huggingface.co");
	assert.is(cache, path.join(homedir(), ".cache/huggingface/hub"));
	assert.is(offline, false);
	assert.is(symlinks, true);
});

test("HF_ENDPOINT names a mirror; its last slash does not matter", () => {
	assert.is(
		hubSettings({ HF_HOME: home, HF_ENDPOINT: "https://mirror.example/hf/" }).endpoint,
		"https://mirror.example/hf",
	);
});

test("an HF_ENDPOINT that is no address is refused", () => {
	for (const HF_ENDPOINT of ["mirror.example", "ftp://mirror.example"]) {
		assert.throws(
			() => hubSettings({ HF_HOME: home, HF_ENDPOINT }),
			(error: Error) =>
				isUserError(error) && error.message.includes(`'${HF_ENDPOINT}'`) && /Unset/.test(error.hint ?? ""),
		);
	}
});

test("the cache is HF_HUB_CACHE, else HF_HOME/hub, else below XDG_CACHE_HOME", () => {
	const cache = (env: Record<string, string>) => hubSettings(env).cache;
	assert.is(cache({ HF_HUB_CACHE: "/a/cache", HF_HOME: home }), "/a/cache");
	assert.is(cache({ HF_HOME: home }), path.join(home, "hub"));
	assert.is(cache({ HF_HUB_CACHE: "", HF_HOME: home }), path.join(home, "hub"));
	assert.is(cache({ HF_HUB_CACHE: "~/models" }), path.join(homedir(), "models"));
	assert.is(cache({ XDG_CACHE_HOME: "/x" }), "/x/huggingface/hub");
});

test("the token is HF_TOKEN, else the file that `hf auth login` writes, without its newline", () => {
	writeFileSync(path.join(home, "token"), "hf_from_file\n");
	const token = ({ token, tokenSource }: ReturnType<typeof hubSettings>) => [token, tokenSource];
	assert.equal(token(hubSettings({ HF_HOME: home, HF_TOKEN: " hf_given " })), ["hf_given", "HF_TOKEN"]);
	assert.equal(token(hubSettings({ HF_HOME: home })), ["hf_from_file", path.join(home, "token")]);
	assert.equal(token(hubSettings({ HF_HOME: home, HF_TOKEN: "" })), [
		"hf_from_file",
		path.join(home, "token"),
	]);
	assert.equal(token(hubSettings({ HF_HOME: home, HF_HUB_DISABLE_IMPLICIT_TOKEN: "1" })), [
		undefined,
		undefined,
	]);
	assert.equal(token(hubSettings({ HF_HOME: path.join(home, "none") })), [undefined, undefined]);
	writeFileSync(path.join(home, "other"), "hf_other");
	assert.is(hubSettings({ HF_HOME: home, HF_TOKEN_PATH: path.join(home, "other") }).token, "hf_other");
});

test("a token file that cannot be read is an error, not an anonymous visit", () => {
	mkdirSync(path.join(home, "folder"), { recursive: true });
	assert.throws(
		() => hubSettings({ HF_TOKEN_PATH: path.join(home, "folder") }),
		(error: Error) => isUserError(error) && /folder cannot be read/.test(error.message),
	);
});

test("HF_HUB_OFFLINE is on for 1, on, yes and true in any case, off otherwise", () => {
	const offline = (value: string) => hubSettings({ HF_HOME: home, HF_HUB_OFFLINE: value }).offline;
	assert.equal(["1", "ON", "yes", "True"].map(offline), [true, true, true, true]);
	assert.equal(["0", "", "off", "no"].map(offline), [false, false, false, false]);
	assert.is(hubSettings({ HF_HOME: home, TRANSFORMERS_OFFLINE: "1" }).offline, true);
});

test.run();
