/** A stored line, or a file of deltas, that does not count. */
export interface Damage {
	readonly file: string;
	/** Counted from 1; absent where the whole file is meant. */
	readonly line?: number;
	/** Goes on after the place: `does not fit its checksum`. */
	readonly fault: string;
}

export type OnDamage = (damages: readonly Damage[]) => void;

/** Lines named one by one; more are counted. */
const NAMED = 5;

/**
 * Says what is damaged, one text for each file and fault: `cells/a/0001.jsonl:3 does not fit its checksum: <consequence>`.
 *
 * @param consequence what happens with the records
 */
export function describeDamage(damages: readonly Damage[], consequence: string): string[] {
	const groups = new Map<string, Damage[]>();
	for (const damage of damages) {
		const key = `${damage.fault}\n${damage.file}`;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [damage]);
		else group.push(damage);
	}
	return [...groups.values()].map((group) => {
		const [{ file, fault }] = group as [Damage];
		const named = group.slice(0, NAMED).flatMap(({ line }) => line ?? []);
		const place = named.length === 0 ? "" : `:${named.join(", ")}`;
		const rest = group.length > NAMED ? ` and ${group.length - NAMED} more lines` : "";
		return `${file}${place}${rest} ${fault}: ${consequence}`;
	});
}
