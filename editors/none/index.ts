export { unedited as none } from "#core/unedited";
