import type { BigIntStats } from "node:fs";

/** Whether two looks were at one file, whatever its name: valid as long as it is held open, since numbers of removed files are given out again. */
export const sameFile = (one: BigIntStats, other: BigIntStats): boolean =>
	one.ino === other.ino && one.dev === other.dev;
