import { UserError } from "#core/errors";
import type { ListedFile } from "./file-listing.ts";
import { type HubContext, hubGet } from "./hub-get.ts";
import { refusal } from "./refusal.ts";
import { describeRepository, type Repository, revisionOf } from "./repository.ts";
import { withRetries } from "./with-retries.ts";

/** Large, and most commands ask the hub nothing. */
const library = () => import("@huggingface/hub");

/**
 * The part of `fetch` that @huggingface/hub needs to ask questions: patient, and careful with the token. The library is
 * never told the token: it follows redirects and `Link` headers with it, and knows only those that begin with "hf_".
 */
function careful(context: HubContext): typeof fetch {
	return (input) =>
		withRetries(
			context.limits,
			() =>
				hubGet(
					String(input),
					{ accept: "application/json" },
					context,
					async ({ status, headers, chunks }) => {
						const body: Uint8Array[] = [];
						for await (const chunk of chunks) body.push(chunk);
						return new Response(Buffer.concat(body), { status, headers });
					},
				),
			context.signal,
		);
}

/** Runs a question to the hub; whatever goes wrong comes out as a UserError that names the repository. */
async function ask<T>(repository: Repository, context: HubContext, question: () => Promise<T>): Promise<T> {
	try {
		return await question();
	} catch (error) {
		if (error instanceof SyntaxError) throw noHub(repository, context, "no JSON", error);
		throw await refusal(error, { repository, context, exists: () => exists(repository, context) });
	}
}

const noHub = (repository: Repository, { settings }: HubContext, got: string, cause?: unknown): UserError =>
	new UserError(
		`${settings.endpoint} does not answer like a hub about ${describeRepository(repository)}: ${got}`,
		{
			hint: "Check HF_ENDPOINT, and that no proxy or log-in page answers in the hub's place.",
			cause,
		},
	);

async function commitOf({ kind, repo }: Repository, revision: string, context: HubContext): Promise<unknown> {
	const question = { name: repo, revision, hubUrl: context.settings.endpoint, fetch: careful(context) };
	const { datasetInfo, modelInfo } = await library();
	const answer =
		kind === "model"
			? await modelInfo({ ...question, additionalFields: ["sha"] })
			: await datasetInfo({ ...question, additionalFields: ["sha"] });
	return answer.sha;
}

/** True when the repository answers for its default branch: then it was the revision that was not found. */
async function exists(repository: Repository, context: HubContext): Promise<boolean> {
	return commitOf(repository, "HEAD", context).then(
		() => true,
		() => false,
	);
}

/** @returns the commit a branch or tag stands for now */
export async function resolveCommit(repository: Repository, context: HubContext): Promise<string> {
	const commit = await ask(repository, context, () => commitOf(repository, revisionOf(repository), context));
	if (typeof commit !== "string" || !/^[0-9a-f]{40}$/.test(commit)) {
		throw noHub(repository, context, `its commit is ${JSON.stringify(commit)}`);
	}
	return commit;
}

/** @returns every file of a commit, those in folders too */
export async function listRepository(
	repository: Repository,
	commit: string,
	context: HubContext,
): Promise<readonly ListedFile[]> {
	return ask(repository, context, async () => {
		const files: ListedFile[] = [];
		const { listFiles } = await library();
		const entries = listFiles({
			repo: { type: repository.kind, name: repository.repo },
			revision: commit,
			recursive: true,
			hubUrl: context.settings.endpoint,
			fetch: careful(context),
		});
		for await (const { type, path, size, oid, lfs, xetHash } of entries) {
			if (type !== "file") continue;
			if (oid === undefined)
				throw noHub(repository, context, `no hash for '${path}', so it could not be checked`);
			files.push({ path, size: lfs?.size ?? size, blobId: oid, sha256: lfs?.oid, xetHash });
		}
		return files;
	});
}
