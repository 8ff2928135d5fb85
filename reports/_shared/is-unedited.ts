import type { CellResults } from "#core/results";
import { unedited } from "#core/unedited";

/** Whether a cell is the row that edited models are compared with, and takes no part in the contest for the best. */
export const isUnedited = ({ editorName }: CellResults): boolean => editorName === unedited.info.name;
