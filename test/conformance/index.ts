/** Suites that hold a plug-in to what the harness counts on; one call is one suite of uvu, which runs itself. */
export { testDataset } from "./test-dataset.ts";
export { type EditorTestOptions, testEditor } from "./test-editor.ts";
export { type MetricTestOptions, testMetric } from "./test-metric.ts";
export { testModel } from "./test-model.ts";
export { testReport } from "./test-report.ts";
