const units = ["B", "kB", "MB", "GB", "TB"];

/** Three digits at most, in decimal units: `538 MB`. */
export function formatBytes(bytes: number): string {
	const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
	const value = bytes / 1000 ** power;
	return `${value >= 100 || power === 0 ? value.toFixed(0) : value.toPrecision(3)} ${units[power]}`;
}

/** How far a download has come: `12.3 MB of 538 MB`. */
export const bytesOf = (done: number, whole: number): string =>
	`${formatBytes(done)} of ${formatBytes(whole)}`;
