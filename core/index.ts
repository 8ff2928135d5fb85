/** What experiments and plug-ins import from "editbench". */

export type { Random } from "#engine/rng";
export { tf } from "#engine/tf";
export type { Aggregate, Aggregation, ProbeScores } from "./aggregate.ts";
export type * from "./artifacts.ts";
export type * from "./ask.ts";
export type { DataFinding, DataReport, Severity } from "./data-report.ts";
export { type Dataset, type DatasetImpl, type DatasetSource, defineDataset } from "./dataset.ts";
export type { Delta, LowRankDelta } from "./delta.ts";
export type { Edit, WeightsEdit, WrapEdit } from "./edit.ts";
export type * from "./editable-model.ts";
export {
	defineEditor,
	type EditCase,
	type EditContext,
	type Editor,
	type EditorImpl,
	type EditStep,
	type Preset,
} from "./editor.ts";
export { UserError } from "./errors.ts";
export {
	defineExperiment,
	type EngineChoice,
	type Experiment,
	type ExperimentDefinition,
} from "./experiment.ts";
export type { Fidelity, FidelityOption, FidelitySettings, Scoring } from "./fidelity.ts";
export { HiddenBelow } from "./hidden-below.ts";
export { joinShape } from "./join.ts";
export type { Located, Missing, OnProgress } from "./located.ts";
export {
	defineMetric,
	type Metric,
	type MetricFormat,
	type MetricImpl,
	type ScoreContext,
} from "./metric.ts";
export { defineModel, type Model, type ModelImpl, type ModelSource } from "./model.ts";
export type { FoundNeed, Need, NeedContext } from "./need.ts";
export { type ParamDoc, params, z } from "./params.ts";
export {
	type AnyFactory,
	type Configured,
	definePlugin,
	type Factory,
	type PluginBundle,
	type PluginInfo,
	type PluginKind,
} from "./plugin.ts";
export type { PublishedScores, PublishedTable } from "./published.ts";
export type { EditRecord, KnowEditRecord, Probe, ProbeGroups } from "./record.ts";
export { type BatchRegime, batch, type Regime, type SingleRegime, single } from "./regime.ts";
export { defineReport, type Report, type ReportImpl } from "./report.ts";
export type * from "./results.ts";
export { SkipRecord } from "./skip-record.ts";
export { type Sweep, type Sweepable, sweep } from "./sweep.ts";
export type { AlignedToken, Tokenizer } from "./tokenizer.ts";
