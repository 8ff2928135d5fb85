import { type Damage, describeDamage } from "#runner/store/damage";

/** Tells people, beside what a command prints, what of a run's folder does not count. */
export function warnOfDamage(damages: readonly Damage[]): void {
	for (const text of describeDamage(damages, 'left out; the next "bench run" computes it again'))
		console.error(text);
}
