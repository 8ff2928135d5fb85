import type { KeptArtifacts } from "#core/artifacts";
import type { Editor } from "#core/editor";
import type { Located, Missing } from "#core/located";
import type { Model, ModelSource } from "#core/model";
import type { FoundNeed, Need } from "#core/need";
import type { Regime } from "#core/regime";
import { type ResolvedParams, resolveEditor } from "#core/resolve-editor";
import { DiskArtifacts } from "../artifacts/disk-artifacts.ts";
import type { GridCell } from "./grid.ts";
import { refusalOf } from "./grouping.ts";
import type { PlannedRead } from "./plan.ts";

/** An editor's parameters for a model, and what of its needs is not here. */
export interface PreparedEditor {
	readonly resolved: ResolvedParams;
	readonly missing: readonly Missing[];
}

/** By model and editor: those of the grid whose model is here. */
export type PreparedEditors = ReadonlyMap<Model, ReadonlyMap<Editor, PreparedEditor>>;

/**
 * Fills in the parameters of each editor for each model that is here, and looks for what the editors read beside it: once
 * for each model and each distinct need, however many cells there are.
 *
 * @throws UserError for an editor without parameters for a model
 */
export async function findReads(
	grid: readonly GridCell[],
	models: ReadonlyMap<Model, Located<ModelSource>>,
	regime: Regime,
): Promise<{ readonly prepared: PreparedEditors; readonly reads: readonly PlannedRead[] }> {
	const lookups = new Map<Model, Lookup>();
	for (const [model, located] of models) {
		if ("here" in located) lookups.set(model, new Lookup(model, located.here, regime));
	}
	for (const { model, editor } of grid) await lookups.get(model)?.prepare(editor);
	return {
		prepared: new Map([...lookups].map(([model, { editors }]) => [model, editors])),
		reads: [...lookups.values()].flatMap(({ reads }) => [...reads.values()]),
	};
}

/** A plan looks at one moment: what is kept is listed once for each kind. */
function readOnce(artifacts: KeptArtifacts): KeptArtifacts {
	const lists = new Map<string, ReturnType<KeptArtifacts["kept"]>>();
	return {
		kept(kind) {
			const list = lists.get(kind) ?? artifacts.kept(kind);
			lists.set(kind, list);
			return list;
		},
	};
}

/** Looks each need of one model up once. */
class Lookup {
	readonly editors = new Map<Editor, PreparedEditor>();
	/** By key. */
	readonly reads = new Map<string, PlannedRead>();
	readonly #model: Model;
	readonly #source: ModelSource;
	readonly #regime: Regime;
	readonly #artifacts: KeptArtifacts;

	constructor(model: Model, source: ModelSource, regime: Regime) {
		this.#regime = regime;
		this.#model = model;
		this.#source = source;
		this.#artifacts = readOnce(new DiskArtifacts({ model: source.hash, title: model.label }));
	}

	/** Resolves once for each editor, not for each cell: there may be many seeds. */
	prepare(editor: Editor): Promise<void> | undefined {
		if (this.editors.has(editor)) return undefined;
		const { shape } = this.#source;
		const resolved = resolveEditor(editor, shape);
		const { reads } = editor.implementation;
		const needs = refusalOf(this.#regime, editor) ? [] : (reads?.({ params: resolved.params, shape }) ?? []);
		this.editors.set(editor, { resolved, missing: [] });
		return needs.length === 0 ? undefined : this.#lookFor(editor, resolved, needs);
	}

	async #lookFor(editor: Editor, resolved: ResolvedParams, needs: readonly Need[]): Promise<void> {
		const missing: Missing[] = [];
		for (const need of needs) {
			const known = this.reads.get(need.key);
			const located = known?.located ?? (await this.#locate(need));
			if (known === undefined) this.reads.set(need.key, this.#readOf(need, located));
			if ("missing" in located) missing.push(located.missing);
		}
		this.editors.set(editor, { resolved, missing });
	}

	#readOf(need: Need, located: Located<FoundNeed>): PlannedRead {
		const { fetch } = need;
		const locate = () => this.#locate(need);
		return {
			model: this.#model.label,
			located,
			...(fetch && {
				async fetch(onProgress) {
					// Another model may have needed the same.
					const now = await locate();
					if ("here" in now) return now;
					await fetch({ onProgress });
					return locate();
				},
			}),
		};
	}

	#locate(need: Need): Promise<Located<FoundNeed>> {
		return need.locate({ model: this.#source, artifacts: this.#artifacts });
	}
}
