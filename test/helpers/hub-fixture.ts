import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type DownloadRequest, download } from "#hub/download";
import type { HubLimits } from "#hub/hub-limits";
import { type HubSettings, hubSettings } from "#hub/hub-settings";
import { HubServer } from "./hub-server.ts";
import { rejection } from "./rejection.ts";

/** A test hub, an empty cache and little patience. */
export interface HubFixture {
	readonly server: HubServer;
	readonly settings: HubSettings;
	readonly limits: Partial<HubLimits>;
	/** The variables that lead other processes to the same hub and cache. */
	readonly environment: Record<string, string>;
}

export const impatient: Partial<HubLimits> = { backoffMs: 5, stallMs: 2000, abandonedMs: 5000 };

/** Bytes that differ at every place, so that a piece in the wrong place is noticed. */
export function patterned(length: number, seed = 1): Buffer {
	const bytes = Buffer.alloc(length);
	for (let i = 0, state = seed; i < length; i++) {
		// Linear congruential generator of Numerical Recipes.
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		bytes[i] = state >>> 24;
	}
	return bytes;
}

/** Makes a test that runs with a hub of its own and cleans up after itself. */
export const withHub =
	(body: (fixture: HubFixture) => Promise<void>): (() => Promise<void>) =>
	async () => {
		const server = await HubServer.start();
		const home = await mkdtemp(path.join(tmpdir(), "hub-test-"));
		const environment = { HF_ENDPOINT: server.url, HF_HOME: home };
		try {
			await body({ server, settings: hubSettings(environment), limits: impatient, environment });
		} finally {
			await server.close();
			await rm(home, { recursive: true, force: true });
		}
	};

/** Asks for a download that must end in a UserError. */
export const refused = (
	{ settings, limits }: HubFixture,
	request: DownloadRequest,
	expected: Parameters<typeof rejection>[1],
	token?: Pick<HubSettings, "token" | "tokenSource">,
): Promise<Error & { hint: string | undefined }> =>
	rejection(download(request, { settings: { ...settings, ...token }, limits }), expected);
