import { NetworkFailure } from "./failures.ts";

/**
 * @returns the address a redirect leads to, which may be relative
 * @throws NetworkFailure when it leads from an encrypted connection to an open one, or out of HTTP
 */
export function redirectTarget(from: string, location: string): string {
	const next = new URL(location, from);
	const isSafe = next.protocol === "https:" || (next.protocol === "http:" && !from.startsWith("https:"));
	if (isSafe) return next.href;
	const message = `${new URL(from).host}: redirected to ${next.protocol}//${next.host}, refused`;
	throw new NetworkFailure(message, { mayPass: false });
}
