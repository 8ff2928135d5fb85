import type { Editor } from "#core/editor";
import type { Fidelity } from "#core/fidelity";
import type { Model } from "#core/model";
import type { EditRecord } from "#core/record";
import { editorChecks, presetChecks } from "./editor-checks.ts";
import { LoadedModel } from "./loaded-model.ts";
import { listOf, type OneOrMany } from "./one-of.ts";
import { pluginChecks } from "./plugin-checks.ts";
import { sampleRecords } from "./records.ts";
import { runChecks } from "./run-checks.ts";

/** On what an editor is tried. */
export interface EditorTestOptions {
	/** What is edited. @default mini({ architecture: "gpt2" }) */
	readonly model?: OneOrMany<Model>;
	/** What is written. @default one with two context sentences */
	readonly record?: EditRecord;
	/** @default both */
	readonly fidelities?: readonly Fidelity[];
}

/**
 * Holds an editor to what the harness counts on: its edits fit the model, the model stays as it was bit for bit, no
 * tensor is left over, the same input gives the same edit, values are read asynchronously, only declared capabilities
 * are used, presets are complete, and edits made side by side are those made one by one.
 *
 * @example
 * ```ts
 * import { testEditor } from "editbench/testing";
 * import { shrink } from "./shrink.ts";
 *
 * testEditor(shrink({ layer: 1 }));
 * ```
 */
export function testEditor(given: OneOrMany<Editor>, options: EditorTestOptions = {}): void {
	const { model, record = sampleRecords[0]!, fidelities = ["exact", "reference"] } = options;
	for (const editor of listOf(given)) {
		const loaded = new LoadedModel(model);
		const checks = [
			...pluginChecks(editor as never),
			...presetChecks(editor),
			...fidelities.flatMap((fidelity) => editorChecks(editor, loaded, record, fidelity)),
		];
		runChecks(`editor "${editor.label}"`, checks, () => loaded.dispose());
	}
}
