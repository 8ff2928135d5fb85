/**
 * The only import of TensorFlow.js. Plug-ins say `import { tf } from "editbench"`, so that one
 * process holds one copy of it; two copies would not recognise each other's tensors.
 */
export { tf } from "#tensorflow-js";
