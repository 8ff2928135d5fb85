/** Fails a check with a message that says what was found. */
export function broken(message: string): never {
	throw new Error(message);
}

/** @throws Error with `message` where `isKept` is false */
export function promise(isKept: boolean, message: string): asserts isKept {
	if (!isKept) broken(message);
}
