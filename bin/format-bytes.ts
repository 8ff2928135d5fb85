const units = ["B", "kB", "MB", "GB", "TB"];

/** Three digits at most, in decimal units: `538 MB`. */
export function formatBytes(bytes: number): string {
	const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
	const value = bytes / 1000 ** power;
	return `${value >= 100 || power === 0 ? value.toFixed(0) : value.toPrecision(3)} ${units[power]}`;
}
