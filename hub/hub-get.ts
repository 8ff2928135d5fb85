import { HttpFailure, NetworkFailure } from "./failures.ts";
import type { HubLimits } from "./hub-limits.ts";
import type { HubSettings } from "./hub-settings.ts";
import { redirectTarget } from "./redirect-target.ts";
import { StallWatch } from "./stall-watch.ts";

/** Who asks, how patiently, and until when. */
export interface HubContext {
	readonly settings: HubSettings;
	readonly limits: HubLimits;
	readonly signal?: AbortSignal | undefined;
}

/** An answer whose headers are here and whose body is yet to come. */
export interface HubAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly chunks: AsyncIterable<Uint8Array>;
}

/** The hub renames repositories, hands over to a cache and then to a content network: three in a row are normal. */
const longestChain = 10;

/**
 * GET with redirects followed here, not by fetch, because the token may go to the endpoint and to nobody else.
 *
 * @param use reads the answer; when it returns or throws, the connection is released
 * @throws HttpFailure for a status that is no success, NetworkFailure when the connection fails, breaks or stalls
 */
export async function hubGet<T>(
	url: string,
	headers: Record<string, string>,
	context: HubContext,
	use: (answer: HubAnswer) => Promise<T>,
): Promise<T> {
	let at = url;
	for (let hop = 0; hop <= longestChain; hop++) {
		const watch = new StallWatch(at, context.limits);
		const leave = new AbortController();
		const signals = [watch.signal, leave.signal, ...(context.signal ? [context.signal] : [])];
		const signal = AbortSignal.any(signals);
		try {
			const response = await request(at, headers, context, signal);
			watch.restart();
			if (response.status < 300) {
				const chunks = read(response, at, watch, signal);
				return await use({ status: response.status, headers: response.headers, chunks });
			}
			const location = response.headers.get("location");
			if (response.status >= 400 || location === null) throw new HttpFailure(at, response);
			at = redirectTarget(at, location);
		} finally {
			watch.stop();
			// A body left unread would keep its connection.
			leave.abort();
		}
	}
	throw new NetworkFailure(`${new URL(at).host}: more than ${longestChain} redirects`, { mayPass: false });
}

async function request(
	url: string,
	headers: Record<string, string>,
	{ settings }: HubContext,
	signal: AbortSignal,
): Promise<Response> {
	const mayKnowToken = new URL(url).origin === new URL(settings.endpoint).origin;
	const authorization = mayKnowToken && settings.token ? { authorization: `Bearer ${settings.token}` } : {};
	const all = { "user-agent": "editbench", ...headers, ...authorization };
	return fetch(url, { headers: all, redirect: "manual", signal }).catch((error) => {
		throw causeOf(error, url, signal);
	});
}

/** Why a request broke off: it was stopped, it stalled (both say so in the signal), or the network failed. */
const causeOf = (error: unknown, url: string, signal: AbortSignal): unknown =>
	signal.aborted ? signal.reason : NetworkFailure.from(error, url);

async function* read(
	{ body }: Response,
	url: string,
	watch: StallWatch,
	signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
	try {
		for await (const chunk of body ?? []) {
			watch.received(chunk.length);
			yield chunk as Uint8Array;
		}
	} catch (error) {
		throw causeOf(error, url, signal);
	}
}
