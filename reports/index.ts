/** Renderers of results; docs/reports.md says how to read what they write. */
export { costs } from "./costs/index.ts";
export { costsCsv } from "./csv/costs-csv.ts";
export { csv } from "./csv/index.ts";
export { markdown } from "./markdown/index.ts";
