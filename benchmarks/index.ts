/** What is measured in the papers: presets that experiments spread into their definition. */
export { iceLlama2, iceLlama2Unedited, knowEditMain } from "./knowedit/index.ts";
