import type { CheckpointConfig } from "../_shared/checkpoint/read-config.ts";

type Values = Readonly<Record<string, unknown>>;

/** What config.json says against itself about rotary positions, and what `ropeFrequencies` uses. */
export function ropeNotes({ values }: CheckpointConfig): string[] {
	const [joint, scaling] = [objectOf(values.rope_parameters), objectOf(values.rope_scaling)];
	const used = joint ?? scaling;
	const notes: string[] = [];
	if (joint && scaling && !agree(joint, scaling))
		notes.push(
			'config.json has both "rope_parameters" and another "rope_scaling": "rope_parameters" is used',
		);
	if (differ(joint?.rope_theta, values.rope_theta))
		notes.push(
			`config.json has "rope_theta": ${values.rope_theta}, and ${joint?.rope_theta} within "rope_parameters": the latter is used`,
		);
	if (differ(used?.rope_type, used?.type))
		notes.push(
			`config.json scales rotary positions by "rope_type": "${used?.rope_type}" and by "type": "${used?.type}": "rope_type" is used`,
		);
	return notes;
}

const objectOf = (value: unknown): Values | undefined =>
	typeof value === "object" && value !== null ? (value as Values) : undefined;

const isThere = (value: unknown) => value !== undefined && value !== null;

const differ = (one: unknown, other: unknown) => isThere(one) && isThere(other) && one !== other;

/** Whether both say the same of what both say. */
const agree = (joint: Values, scaling: Values) =>
	Object.entries(scaling).every(([key, value]) => {
		const own = key === "type" ? (joint.rope_type ?? joint.type) : joint[key];
		return JSON.stringify(own) === JSON.stringify(value);
	});
