import { defineGroup } from "../define-command.ts";
import { statsBuild } from "./stats-build.ts";
import { statsList } from "./stats-list.ts";
import { statsRemove } from "./stats-remove.ts";

export const stats = defineGroup(
	"stats",
	"Build, list and remove what editors keep of a model's statistics",
	[statsBuild, statsList, statsRemove],
);
