import type { Interval } from "../_shared/bootstrap-interval.ts";
import type { CellScore } from "../_shared/cell-score.ts";
import { formatNumber } from "./format-number.ts";
import type { Place } from "./rank.ts";

export interface ScoreTextParts {
	readonly score: CellScore;
	readonly place: Place;
	/** Some records of the cell have no answer. */
	readonly isIncomplete: boolean;
	readonly interval: Interval | undefined;
}

/** A number of the table, as in `**45.20** ± 1.10 [43.00, 47.10]†`. */
export function scoreText({ score, place, isIncomplete, interval }: ScoreTextParts): string {
	const { value, deviation, nan, infinite } = score;
	if (value === undefined) return nan > infinite ? "NaN" : infinite > 0 ? "∞" : "–";
	return [
		marked(formatNumber(value), place),
		deviation === undefined ? "" : ` ± ${formatNumber(deviation)}`,
		interval === undefined ? "" : ` [${formatNumber(interval.low)}, ${formatNumber(interval.high)}]`,
		isIncomplete ? "†" : "",
	].join("");
}

function marked(text: string, place: Place): string {
	if (place === "best") return `**${text}**`;
	return place === "second" ? `<u>${text}</u>` : text;
}
