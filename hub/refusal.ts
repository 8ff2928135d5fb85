import { UserError } from "#core/errors";
import { HttpFailure, NetworkFailure } from "./failures.ts";
import type { HubContext } from "./hub-get.ts";
import { describeRepository, type Repository, revisionOf } from "./repository.ts";
import { GaveUp } from "./with-retries.ts";

/** What was being asked when it went wrong. */
export interface Asked {
	readonly repository: Repository;
	readonly context: HubContext;
	/** The file being fetched, if it was one. */
	readonly file?: string;
	/** Asks whether the repository is there at all, for servers that do not say which name they did not find. */
	readonly exists?: () => Promise<boolean>;
}

/** @returns the failure as something the user can act on; what is no failure of the network comes back as it is */
export async function refusal(error: unknown, asked: Asked): Promise<unknown> {
	const root = error instanceof GaveUp ? error.cause : error;
	const tries = error instanceof GaveUp ? error.tries : 1;
	// Another server the hub sent us to knows nothing of repositories and tokens.
	if (root instanceof HttpFailure && root.origin === new URL(asked.context.settings.endpoint).origin) {
		if (root.status === 404) return notFound(root, asked);
		if (root.status === 401 || root.status === 403) return notAllowed(root, asked);
	}
	return root instanceof HttpFailure || root instanceof NetworkFailure ? failed(root, asked, tries) : error;
}

const page = ({ repository: { kind, repo }, context }: Asked): string =>
	`${context.settings.endpoint}/${kind === "dataset" ? "datasets/" : ""}${repo}`;

const subject = ({ repository, file }: Asked): string =>
	file === undefined ? describeRepository(repository) : `'${file}' of ${describeRepository(repository)}`;

async function notFound(failure: HttpFailure, asked: Asked): Promise<UserError> {
	const { repository, file } = asked;
	const { kind, repo } = repository;
	const code = failure.code ?? (file === undefined ? await guess(asked) : "EntryNotFound");
	if (code === "EntryNotFound") {
		return new UserError(`${subject(asked)} is not on the hub (HTTP 404)`, {
			hint: `See which files there are: ${page(asked)}/tree/${revisionOf(repository)}`,
			cause: failure,
		});
	}
	if (code === "RevisionNotFound") {
		return new UserError(`${kind} '${repo}' has no revision '${revisionOf(repository)}' (HTTP 404)`, {
			hint: `Its branches, tags and commits are listed at ${page(asked)}/tree/main.`,
			cause: failure,
		});
	}
	return unknownRepository(failure, asked);
}

const guess = async ({ exists }: Asked): Promise<string> =>
	(await exists?.()) ? "RevisionNotFound" : "RepoNotFound";

const unknownRepository = (failure: HttpFailure, asked: Asked): UserError =>
	new UserError(
		`${asked.repository.kind} '${asked.repository.repo}' is not on ${asked.context.settings.endpoint}, or is ` +
			`private (HTTP ${failure.status})`,
		{
			hint:
				`Check the name and that it is a ${asked.repository.kind}. If it is private, set HF_TOKEN to a token ` +
				"that may read it.",
			cause: failure,
		},
	);

function notAllowed(failure: HttpFailure, asked: Asked): UserError {
	const { token, tokenSource, endpoint } = asked.context.settings;
	if (failure.code === "GatedRepo") {
		const then = token ? `with the account of the token in ${tokenSource}` : "and set HF_TOKEN";
		return new UserError(`${subject(asked)} is gated: access was not granted (HTTP ${failure.status})`, {
			hint: `Accept its terms at ${page(asked)} ${then}. Tokens are made at ${endpoint}/settings/tokens.`,
			cause: failure,
		});
	}
	// The hub hides private repositories: to a stranger, one that does not exist and one it may not see look alike.
	if (token === undefined || failure.code === "RepoNotFound") return unknownRepository(failure, asked);
	return new UserError(`The token in ${tokenSource} may not read ${subject(asked)} (${failure.message})`, {
		hint: `Make one with read access at ${endpoint}/settings/tokens, or unset it if the repository is public.`,
		cause: failure,
	});
}

function failed(failure: HttpFailure | NetworkFailure, asked: Asked, tries: number): UserError {
	const times = tries === 1 ? "" : ` ${tries} times in a row`;
	return new UserError(`Fetching ${subject(asked)} failed${times}: ${failure.message}`, {
		hint: hintFor(failure, asked),
		cause: failure,
	});
}

function hintFor(failure: HttpFailure | NetworkFailure, { file, context }: Asked): string {
	const resumes = file === undefined ? "" : " What has arrived is kept; the next try goes on from there.";
	if (failure instanceof HttpFailure) return `The hub is in trouble or refuses; try again later.${resumes}`;
	if (!failure.mayPass) {
		return "Check HF_ENDPOINT. Where a proxy signs all connections, name its certificate in NODE_EXTRA_CA_CERTS.";
	}
	return (
		`Check the connection to ${context.settings.endpoint}, or name a mirror in HF_ENDPOINT.${resumes}` +
		" Behind a proxy, Node needs NODE_USE_ENV_PROXY=1 (Node 22.21 or 24) to heed HTTPS_PROXY."
	);
}
