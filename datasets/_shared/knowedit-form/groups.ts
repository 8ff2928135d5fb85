export type Section = "portability" | "locality";

/** Names of the groups of probes, in the order of the papers' tables; the spelling is that of the result files. */
export const groupNames: Readonly<Record<Section, readonly string[]>> = {
	portability: ["Subject_Aliasing", "reasoning", "Logical_Generalization"],
	locality: ["Relation_Specificity", "Forgetfulness"],
};

/** The group that a file means: data files write `Reasoning`, result files `reasoning`. `undefined` where there is no such group. */
export function groupNamed(section: Section, key: string): string | undefined {
	return groupNames[section].find((name) => fold(name) === fold(key));
}

const fold = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, "");
