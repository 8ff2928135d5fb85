import type { TeacherForcedAsk } from "#core/ask";
import type { ProbeGroups } from "#core/record";

/**
 * One ask a key: the public code pads all probes of a key together.
 *
 * @param section what the groups are, such as `portability`; the ask of a key is `portability.reasoning`
 */
export const groupAsks = (section: string, groups: ProbeGroups): Record<string, TeacherForcedAsk> =>
	Object.fromEntries(
		Object.entries(groups).map(([key, probes]) => [`${section}.${key}`, { kind: "teacherForced", probes }]),
	);
