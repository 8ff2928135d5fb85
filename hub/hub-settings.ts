import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { UserError } from "#core/errors";

/** Where the hub is, who is asking and where its files are kept. */
export interface HubSettings {
	/** `https://huggingface.co` unless HF_ENDPOINT names a mirror; no slash at the end. */
	readonly endpoint: string;
	readonly token: string | undefined;
	/** Where the token came from, for messages: a variable or a file, never the token. */
	readonly tokenSource: string | undefined;
	/** Folder of the standard cache, shared with Python's tools. */
	readonly cache: string;
	/** Never open a connection. */
	readonly offline: boolean;
	/** False: copy blobs into snapshots, for file systems without symbolic links. */
	readonly symlinks: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const isTrue = (value: string | undefined): boolean =>
	["1", "ON", "YES", "TRUE"].includes(value?.toUpperCase() ?? "");

const expandHome = (folder: string): string =>
	folder === "~" || folder.startsWith("~/") ? path.join(homedir(), folder.slice(1)) : folder;

function endpointOf(env: Environment): string {
	const endpoint = (env.HF_ENDPOINT || "https://huggingface.co").trim().replace(/\/+$/, "");
	if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
		throw new UserError(`HF_ENDPOINT is '${endpoint}', want an http:// or https:// address`, {
			hint: "Unset HF_ENDPOINT to use https://huggingface.co.",
		});
	}
	return endpoint;
}

function tokenFile(file: string): string | undefined {
	try {
		return readFileSync(file, "utf8").trim() || undefined;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw new UserError(`The hub token in ${file} cannot be read: ${(error as Error).message}`, {
			hint: "Make the file readable, or set HF_TOKEN.",
			cause: error,
		});
	}
}

function tokenOf(env: Environment, home: string): Pick<HubSettings, "token" | "tokenSource"> {
	const given = env.HF_TOKEN?.trim();
	if (given) return { token: given, tokenSource: "HF_TOKEN" };
	if (isTrue(env.HF_HUB_DISABLE_IMPLICIT_TOKEN)) return { token: undefined, tokenSource: undefined };
	const file = env.HF_TOKEN_PATH ? expandHome(env.HF_TOKEN_PATH) : path.join(home, "token");
	const token = tokenFile(file);
	return { token, tokenSource: token === undefined ? undefined : file };
}

/**
 * Reads the variables Python's huggingface_hub reads, with the same precedence:
 *
 *     endpoint  HF_ENDPOINT
 *     token     HF_TOKEN, then the file HF_TOKEN_PATH or HF_HOME/token (`hf auth login` writes it)
 *     cache     HF_HUB_CACHE, then HF_HOME/hub; HF_HOME is ~/.cache/huggingface unless set (XDG_CACHE_HOME counts)
 *     offline   HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE = 1, on, yes or true
 *
 * Source: huggingface_hub 2.4, constants.py and utils/_auth.py.
 */
export function hubSettings(env: Environment = process.env): HubSettings {
	const home = expandHome(
		env.HF_HOME || path.join(env.XDG_CACHE_HOME || path.join(homedir(), ".cache"), "huggingface"),
	);
	const cache = env.HF_HUB_CACHE || env.HUGGINGFACE_HUB_CACHE || path.join(home, "hub");
	return {
		endpoint: endpointOf(env),
		...tokenOf(env, home),
		cache: path.resolve(expandHome(cache)),
		offline: isTrue(env.HF_HUB_OFFLINE || env.TRANSFORMERS_OFFLINE),
		symlinks: !isTrue(env.HF_HUB_DISABLE_SYMLINKS),
	};
}
