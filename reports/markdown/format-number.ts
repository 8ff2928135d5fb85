/** Two decimals, as in the papers' tables. */
export const formatNumber = (value: number): string =>
	Number.isFinite(value) ? withoutMinusZero(value.toFixed(2)) : String(value).replace("Infinity", "∞");

/** What a reader sees, as a number. */
export const asPrinted = (value: number): number =>
	Number.isFinite(value) ? Number(value.toFixed(2)) : value;

/** With its sign. */
export function formatDifference(value: number): string {
	const text = formatNumber(Math.abs(value));
	if (text === "0.00") return "±0.00";
	return value < 0 ? `−${text}` : `+${text}`;
}

const withoutMinusZero = (text: string) => (text === "-0.00" ? "0.00" : text);
