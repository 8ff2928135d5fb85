import type { Artifacts } from "#core/artifacts";
import type { EditableModel } from "#core/editable-model";
import { UserError } from "#core/errors";
import type { Experiment } from "#core/experiment";
import type { EditRecord } from "#core/record";
import { type EngineInfo, startEngine } from "#engine/engines";
import { DiskArtifacts } from "../artifacts/disk-artifacts.ts";
import { writeDeltas } from "../deltas/write-deltas.ts";
import { baselineGroup } from "../evaluate/baseline-group.ts";
import { editGroup } from "../evaluate/edit-group.ts";
import type { KeepDeltas } from "../evaluate/make-edits.ts";
import type { PlacedRecord, Setting } from "../evaluate/setting.ts";
import { loadExperiment } from "../load-experiment.ts";
import { loadRecords } from "../plan/find-sources.ts";
import { editorsOf } from "../plan/grid.ts";
import { bytesOf } from "../plan/source-files.ts";
import type { EditOrder, Order, Reply, StartOrder } from "./messages.ts";

/** What a worker works with: the experiment, the engine that runs, one model, and the datasets asked for so far. */
export class Desk {
	readonly #experiment: Experiment;
	readonly #engine: EngineInfo;
	readonly #order: StartOrder;
	readonly #artifacts: Artifacts;
	readonly #say: (text: string) => void;
	readonly #datasets = new Map<string, Promise<readonly EditRecord[]>>();
	#model: EditableModel | undefined;

	/** @param say tells people what takes long */
	constructor(experiment: Experiment, engine: EngineInfo, order: StartOrder, say: (text: string) => void) {
		this.#experiment = experiment;
		this.#engine = engine;
		this.#order = order;
		this.#say = say;
		this.#artifacts = new DiskArtifacts({ model: order.source.hash, title: order.model, say });
	}

	async loadModel(): Promise<Reply> {
		const { implementation, params } = labelled(this.#experiment.models, this.#order.model);
		this.#model = await implementation.load({ params, source: this.#order.source, say: this.#say });
		return { kind: "ready", engine: this.#engine, provides: [...this.#model.provides] };
	}

	async carryOut(order: Order): Promise<Reply> {
		const setting = this.#settingOf(order);
		const records = await this.#placed(order);
		if (order.kind === "baseline")
			return { kind: "baseline", results: await baselineGroup(setting, records) };
		const editor = labelled(editorsOf(this.#experiment), order.editor);
		const keep = this.#keeperOf(order);
		const editing = { editor, params: order.params, fidelity: this.#experiment.fidelity.edit, keep };
		const { isBatch, baselines } = order;
		return { kind: "edit", ...(await editGroup(setting, editing, { records, isBatch, baselines })) };
	}

	/** On the disk before the record is told of, so that a stored record has its file. */
	#keeperOf({ deltas: paths, dataset, editor, seed, indices }: EditOrder): KeepDeltas | undefined {
		if (paths === undefined) return undefined;
		const { model, source } = this.#order;
		const ofRun = { experiment: this.#experiment.name, model, checkpoint: source.hash, dataset, editor };
		return async (deltas, records) => {
			for (const { index, record } of records) {
				const metadata = { ...ofRun, seed: String(seed), record: record.id, index: String(index) };
				await writeDeltas(paths[indices.indexOf(index)]!, deltas, metadata);
			}
		};
	}

	#settingOf({ seed, scorings }: Order): Setting {
		if (this.#model === undefined) throw new Error("The model is not loaded");
		const { metrics } = this.#experiment;
		return { model: this.#model, artifacts: this.#artifacts, metrics, seed, scorings };
	}

	async #placed(order: Order): Promise<PlacedRecord[]> {
		const records = await this.#recordsOf(order);
		return order.indices.map((index) => {
			const record = records[index];
			if (record === undefined) throw new Error(`Dataset "${order.dataset}" has no record ${index} any more`);
			return { index, record };
		});
	}

	#recordsOf({ dataset, source }: Order): Promise<readonly EditRecord[]> {
		const known = this.#datasets.get(dataset);
		if (known !== undefined) return known;
		const records = loadRecords(labelled(this.#experiment.datasets, dataset), source);
		this.#datasets.set(dataset, records);
		return records;
	}
}

/** @throws UserError where the experiment has changed since the run was planned, or the engine does not start */
export async function createDesk(order: StartOrder, say: (text: string) => void = () => {}): Promise<Desk> {
	if (bytesOf(order.files) !== order.content) {
		throw new UserError(`${order.file}, or a file that it imports, has changed since the run began`, {
			hint: "Run it again: finished records that the change does not touch are kept.",
		});
	}
	const { experiment } = await loadExperiment(order.file);
	const { name = "onnx", ...options } = experiment.engine;
	const engine = await startEngine(name, { threads: order.threads, ...options });
	return new Desk(experiment, engine, order, say);
}

function labelled<T extends { readonly label: string }>(plugins: readonly T[], label: string): T {
	const plugin = plugins.find((one) => one.label === label);
	if (plugin !== undefined) return plugin;
	throw new Error(`The experiment has no "${label}" any more`);
}
