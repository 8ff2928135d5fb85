import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Fault, type Reply, send } from "./hub-faults.ts";
import { type Commit, commitOf, type TreeEntry, treeOf } from "./hub-repository.ts";

/** A request as it came in. */
export interface Seen {
	readonly host: "hub" | "cdn";
	readonly method: string;
	readonly path: string;
	readonly range: string | undefined;
	readonly authorization: string | undefined;
}

export interface HostingOptions {
	/** Only who sends this token may see it. */
	readonly privateTo?: string;
	/** May be seen, but its files need terms to be accepted. */
	readonly gated?: boolean;
	/** Changes what /tree says, for listings no honest hub would give. */
	readonly tree?: (entries: TreeEntry[]) => TreeEntry[];
}

interface Hosted {
	readonly key: string;
	/** Commits by branch, tag and id. */
	readonly revisions: Map<string, Commit>;
	readonly options: HostingOptions;
}

/** A path of the hub, taken apart. */
interface Route {
	readonly key: string;
	/** `revision` and `tree` are questions, `resolve` is a file. */
	readonly what: string;
	readonly revision: string;
	readonly path: string;
	/** False for the address that only redirects to the bytes. */
	readonly isFinal: boolean;
}

const questions = /^\/api\/((?:models|datasets)\/[^/]+\/[^/]+)\/(revision)\/(.+)()$/;
const trees = /^\/api\/((?:models|datasets)\/[^/]+\/[^/]+)\/(tree)\/([^/]+)()$/;
const contents = /^\/api\/resolve-cache\/((?:models|datasets)\/[^/]+\/[^/]+)\/(resolve)\/([^/]+)\/(.+)$/;
const addresses = /^\/((?:datasets\/)?[^/]+\/[^/]+)\/(resolve)\/([^/]+)\/(.+)$/;

function routeOf(path: string): Route | undefined {
	const asked = questions.exec(path) ?? trees.exec(path) ?? contents.exec(path) ?? addresses.exec(path);
	if (!asked) return undefined;
	const [, name = "", what = "", revision = "", file = ""] = asked;
	const key = /^(models|datasets)\//.test(name) ? name : `models/${name}`;
	return { key, what, revision, path: file, isFinal: contents.test(path) };
}

/**
 * A hub on 127.0.0.1 with the real one's addresses: questions at /api, small files by way of a redirect on the same
 * host, large ones from a second host ("cdn"). It does wrong what it is told to.
 */
export class HubServer {
	readonly seen: Seen[] = [];
	/** Leaves out X-Error-Code, as mirrors do. */
	terse = false;
	/** Entries in one page of /tree. */
	pageSize = 1000;
	readonly #hub = this.#server("hub");
	readonly #cdn = this.#server("cdn");
	readonly #hosted = new Map<string, Hosted>();
	#rules: { path: RegExp; fault: Fault; times: number }[] = [];

	static async start(): Promise<HubServer> {
		const server = new HubServer();
		for (const one of [server.#hub, server.#cdn]) {
			await new Promise<void>((resolve) => one.listen(0, "127.0.0.1", resolve));
		}
		return server;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#hub.address() as AddressInfo).port}`;
	}

	get cdnUrl(): string {
		return `http://127.0.0.1:${(this.#cdn.address() as AddressInfo).port}`;
	}

	/** Adds a commit and moves the branch to it. @returns its id */
	host(
		key: `${"models" | "datasets"}/${string}`,
		files: Readonly<Record<string, string | Buffer>>,
		{ branch = "main", ...options }: HostingOptions & { branch?: string } = {},
	): string {
		const commit = commitOf(files);
		const revisions = this.#hosted.get(key)?.revisions ?? new Map<string, Commit>();
		revisions.set(branch, commit).set("HEAD", commit).set(commit.id, commit);
		this.#hosted.set(key, { key, revisions, options });
		return commit.id;
	}

	/** The next `times` requests whose "host:path" matches get the fault; earlier rules are used up first. */
	misbehave(path: RegExp, fault: Fault, times = Number.POSITIVE_INFINITY): void {
		this.#rules.push({ path, fault, times });
	}

	/** Forgets faults and requests, keeps the repositories. */
	behave(): void {
		this.#rules = [];
		this.seen.length = 0;
		this.terse = false;
	}

	/** Requests for bytes: neither questions nor redirects. */
	transfers(): Seen[] {
		return this.seen.filter(({ path }) => contents.test(path));
	}

	async close(): Promise<void> {
		for (const one of [this.#hub, this.#cdn]) {
			one.closeAllConnections();
			await new Promise((resolve) => one.close(resolve));
		}
	}

	#server(host: Seen["host"]): Server {
		return createServer((request, response) => void this.#answer(host, request, response));
	}

	async #answer(host: Seen["host"], request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = decodeURIComponent((request.url ?? "").replace(/\?.*/, ""));
		const { range, authorization } = request.headers;
		this.seen.push({ host, method: request.method ?? "", path, range, authorization });
		const rule = this.#rules.find((one) => one.times > 0 && one.path.test(`${host}:${path}`));
		if (rule) rule.times--;
		await send(this.#reply(host, path, request), rule?.fault, request, response);
	}

	#reply(host: Seen["host"], path: string, request: IncomingMessage): Reply {
		const route = routeOf(path);
		const hosted = route && this.#hosted.get(route.key);
		const { authorization } = request.headers;
		const owner = hosted?.options.privateTo;
		const isStranger = host === "hub" && owner !== undefined && authorization !== `Bearer ${owner}`;
		// To a stranger the hub does not admit that a repository is not there.
		if (!hosted || isStranger) return this.#refusal("RepoNotFound", authorization ? 404 : 401);
		const commit = hosted.revisions.get(route.revision);
		if (!commit) return this.#refusal("RevisionNotFound", 404);
		if (route.what === "revision") return infoOf(route.key, commit);
		if (route.what === "tree")
			return this.#tree(hosted.options.tree?.(treeOf(commit)) ?? treeOf(commit), request);
		if (!commit.files.has(route.path)) return this.#refusal("EntryNotFound", 404);
		if (hosted.options.gated) return this.#refusal("GatedRepo", 403);
		return this.#file(route, commit);
	}

	#refusal(code: string, status: number): Reply {
		return this.terse ? { status } : { status, headers: { "x-error-code": code } };
	}

	#tree(entries: TreeEntry[], request: IncomingMessage): Reply {
		const url = new URL(request.url ?? "", this.url);
		const start = Number(url.searchParams.get("cursor") ?? 0);
		const end = start + this.pageSize;
		url.searchParams.set("cursor", String(end));
		const link = end < entries.length ? { link: `<${url.href}>; rel="next"` } : {};
		const headers = { "content-type": "application/json", ...link };
		return { status: 200, headers, body: JSON.stringify(entries.slice(start, end)) };
	}

	#file({ key, path, isFinal }: Route, commit: Commit): Reply {
		const { oid, lfs, size } = treeOf(commit).find((entry) => entry.type === "file" && entry.path === path)!;
		const etag = `"${lfs?.oid ?? oid}"`;
		const linked = { "x-repo-commit": commit.id, "x-linked-etag": etag, "x-linked-size": size };
		if (isFinal)
			return { status: 200, headers: { ...linked, etag }, body: commit.files.get(path)!, hasRanges: true };
		const location = `/api/resolve-cache/${key}/resolve/${commit.id}/${encodeURI(path)}`;
		return {
			status: lfs ? 302 : 307,
			headers: { ...linked, location: lfs ? this.cdnUrl + location : location },
		};
	}
}

function infoOf(key: string, { id: sha, files }: Commit): Reply {
	const siblings = [...files.keys()].map((rfilename) => ({ rfilename }));
	const counts = { private: false, gated: false, downloads: 0, likes: 0 };
	const lastModified = "2024-01-02T03:04:05.000Z";
	const info = { _id: "1", id: key.replace(/^\w+\//, ""), sha, ...counts, lastModified, siblings };
	return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(info) };
}
