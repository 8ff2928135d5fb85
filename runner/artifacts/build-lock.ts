import { stat, utimes } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { type HeldLock, type RunLock, tryLock } from "../store/lock-file.ts";

/** How often the holder shows that it lives, and after which silence a holder on another machine counts as dead. */
const BEAT_MS = 30_000;
const SILENCE_MS = 10 * 60_000;

/**
 * Waits for the right to build something that only one process at a time may build.
 *
 * @param isDone whether another process has built it meanwhile
 * @param onWait called once, where there is somebody to wait for
 * @returns undefined once it is done
 * @throws UserError where no lock can be made, read or removed
 */
export async function buildLock(
	path: string,
	isDone: () => boolean,
	onWait: (lock: HeldLock) => void,
): Promise<RunLock | undefined> {
	let told = false;
	while (!isDone()) {
		const lock = await tryLock(path);
		if ("release" in lock) {
			if (!isDone()) return beating(path, lock);
			await lock.release();
			return undefined;
		}
		if (await isSilent(path, lock)) await lock.breakIt();
		else if (!told) onWait(lock);
		told = true;
		await wait(100 + Math.random() * 200);
	}
	return undefined;
}

async function isSilent(path: string, { alive }: HeldLock): Promise<boolean> {
	if (alive) return false;
	const found = await stat(path).catch(() => undefined);
	// A time to come says no more than one long past: it would be waited for without end.
	return found !== undefined && Math.abs(Date.now() - found.mtimeMs) > SILENCE_MS;
}

function beating(path: string, lock: RunLock): RunLock {
	const beat = () => void utimes(path, new Date(), new Date()).catch(() => {});
	const heart = setInterval(beat, BEAT_MS);
	heart.unref();
	return {
		async release() {
			clearInterval(heart);
			await lock.release();
		},
	};
}
