/** The scores of editbench; docs/metrics.md says what each means. */

export { editSuccess } from "./edit-success/index.ts";
export { fluency } from "./fluency/index.ts";
export { locality } from "./locality/index.ts";
export { perplexityRatio } from "./perplexity-ratio/index.ts";
export { portability } from "./portability/index.ts";
export { rephrase } from "./rephrase/index.ts";
export { rewritePpl } from "./rewrite-ppl/index.ts";
