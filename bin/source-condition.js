/** Makes package.json's `imports` and `exports` lead to the TypeScript sources, as `node --conditions=source` does. */
export const resolve = (specifier, context, next) =>
	next(specifier, { ...context, conditions: [...context.conditions, "source"] });
