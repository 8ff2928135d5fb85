import { UserError } from "#core/errors";

/** A model or data set on the hub, at a branch, tag or commit. */
export interface Repository {
	readonly kind: "model" | "dataset";
	/** `owner/name`, or `name` alone for the hub's oldest repositories (`gpt2`). */
	readonly repo: string;
	/** Branch, tag or commit; `main` when left out. */
	readonly revision?: string | undefined;
}

const segment = "[A-Za-z0-9_][\\w.-]*";
const repositoryName = new RegExp(`^(?:${segment}/)?${segment}$`);
const revisionName = /^[A-Za-z0-9_][\w./+@=-]*$/;

/** Forty hexadecimal digits name a commit: it never moves, so nothing has to be asked to resolve it. */
export const isCommit = (revision: string): boolean => /^[0-9a-f]{40}$/.test(revision);

export const revisionOf = ({ revision }: Repository): string => revision ?? "main";

/** How messages name it: `model 'openai-community/gpt2' at 'main'`. */
export const describeRepository = (repository: Repository): string =>
	`${repository.kind} '${repository.repo}' at '${revisionOf(repository)}'`;

/** Both names become folder names and parts of URLs, so nothing that could climb out of either may pass. */
export function checkRepository(repository: Repository): void {
	const { repo } = repository;
	if (!repositoryName.test(repo) || repo.includes("--") || repo.includes("..")) {
		throw new UserError(`'${repo}' is not the name of a ${repository.kind} on the hub`, {
			hint: 'Write it as "owner/name", for example "openai-community/gpt2", without host and without "datasets/".',
		});
	}
	const revision = revisionOf(repository);
	if (!revisionName.test(revision) || revision.includes("..") || revision.endsWith("/")) {
		throw new UserError(`'${revision}' is not a revision of ${repository.kind} '${repo}'`, {
			hint: "A revision is a branch, a tag or a commit of 40 hexadecimal digits.",
		});
	}
}
