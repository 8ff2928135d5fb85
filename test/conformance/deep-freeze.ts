/** Freezes plain data all the way down, so that whoever writes to it throws. */
export function deepFreeze<T>(value: T): T {
	if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
		Object.freeze(value);
		for (const part of Object.values(value)) deepFreeze(part);
	}
	return value;
}
