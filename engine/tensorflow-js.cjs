// Required, not imported: to import CommonJS, Node first searches all 1.3 MB of it for names of exports, which takes
// longer than to load it.
exports.tf = require("@tensorflow/tfjs");
