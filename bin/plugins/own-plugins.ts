import { isFactory, type LoadedPlugin } from "./loaded-plugin.ts";

/** What editbench itself brings, by the names that experiments import it under. */
export async function ownPlugins(): Promise<LoadedPlugin[]> {
	const indexes: readonly object[] = await Promise.all([
		import("editbench/models"),
		import("editbench/datasets"),
		import("editbench/editors"),
		import("editbench/metrics"),
		import("editbench/reports"),
	]);
	const factories = indexes.flatMap((index) => Object.values(index)).filter(isFactory);
	return factories.map((factory) => ({ id: factory.info.name, from: "editbench", factory }));
}
