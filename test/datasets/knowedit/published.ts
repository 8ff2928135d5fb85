import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type ParsedRecords, parseRecords } from "../../../datasets/_shared/knowedit-form/parse-records.ts";

/** Real files are not part of the repository; they are looked for beside it. */
const root = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));

export const published = (name: string): string => `${root}${name}`;

/** Why tests on real files are skipped; `undefined` where they can run. */
export const absent: string | undefined = existsSync(published("knowedit"))
	? undefined
	: `KnowEdit's published files are not at ${published("knowedit")}`;

export const readPublished = (name: string): unknown => JSON.parse(readFileSync(published(name), "utf8"));

export const parsePublished = (name: string, split: string): ParsedRecords =>
	parseRecords(readPublished(`knowedit/${name}`), { where: name, split });
