/** The server answered, with a status that is no success. */
export class HttpFailure extends Error {
	override readonly name = "HttpFailure";
	readonly status: number;
	/** `https://host:port` of the server: the hub, or the one it sent us to. */
	readonly origin: string;
	/** The hub's own word for it (X-Error-Code): RepoNotFound, RevisionNotFound, EntryNotFound, GatedRepo … */
	readonly code: string | undefined;
	/** What the server asks to be waited before the next attempt. */
	readonly retryAfterMs: number;

	constructor(url: string, { status, headers }: Pick<Response, "status" | "headers">) {
		const said = headers.get("x-error-message");
		super(`HTTP ${status} from ${new URL(url).host}${said ? ` (${said})` : ""}`);
		this.status = status;
		this.origin = new URL(url).origin;
		this.code = headers.get("x-error-code") ?? undefined;
		this.retryAfterMs = Number(headers.get("retry-after") ?? 0) * 1000 || 0;
	}
}

/** No answer, or one that broke off: refused, cut, stalled. */
export class NetworkFailure extends Error {
	override readonly name = "NetworkFailure";
	/** False for what the next attempt cannot mend, such as a certificate nobody vouches for. */
	readonly mayPass: boolean;

	constructor(message: string, { cause, mayPass = true }: { cause?: unknown; mayPass?: boolean } = {}) {
		super(message, { cause });
		this.mayPass = mayPass;
	}

	/** fetch says only "fetch failed" or "terminated"; what happened is in the chain of causes. */
	static from(error: unknown, url: string): NetworkFailure {
		let root = error as Error & { code?: string };
		while (root.cause instanceof Error) root = root.cause;
		const mayPass = !/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/.test(root.code ?? "");
		const said = root.message || root.code || String(error);
		return new NetworkFailure(`${new URL(url).host}: ${said}`, { cause: error, mayPass });
	}
}

/** The bytes cannot be those of the file: there are too many, too few or the wrong ones. */
export class WrongBytes extends Error {
	override readonly name = "WrongBytes";
}

/** True when the same request may well succeed a moment later. */
export function isPassing(error: unknown): boolean {
	if (error instanceof NetworkFailure) return error.mayPass;
	return error instanceof HttpFailure && (error.status >= 500 || [408, 425, 429].includes(error.status));
}
