export const runExperiment = async (_: unknown): Promise<void> => {};
