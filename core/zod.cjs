// Required, not imported: as ECMAScript modules, zod is a hundred small files, each of which a loader of TypeScript looks at.
exports.z = require("zod").z;
