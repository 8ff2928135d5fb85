// Required, not imported: to import CommonJS, Node first searches all 1.3 MB of it for names of exports, which takes
// longer than to load it. And when it is first used, for plans, tables and help texts do without.
let loaded;
const library = () => {
	loaded ??= require("@tensorflow/tfjs");
	return loaded;
};

exports.tf = new Proxy(
	{},
	{
		get: (_target, name) => library()[name],
		has: (_target, name) => name in library(),
		ownKeys: () => Reflect.ownKeys(library()),
		getOwnPropertyDescriptor: (_target, name) => ({
			value: library()[name],
			enumerable: true,
			configurable: true,
		}),
	},
);
