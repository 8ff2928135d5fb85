import { test } from "uvu";
import { refused, withHub } from "../helpers/hub-fixture.ts";

const files = ["config.json"] as const;
const model = { kind: "model", repo: "org/tiny", files } as const;

test(
	"names that are none of the hub's are refused before anything is asked",
	withHub(async (fixture) => {
		for (const repo of ["a/b/c", "../etc", "a..b", "owner/na me", "owner--name", "https://hf.co/gpt2", ""]) {
			await refused(
				fixture,
				{ ...model, repo },
				{ message: /is not the name of a model on the hub/, hint: /owner\/name/ },
			);
		}
		for (const revision of ["../main", "a b", "", "x/", "-x"]) {
			await refused(
				fixture,
				{ ...model, revision },
				{ message: /is not a revision of model 'org\/tiny'/, hint: /branch/ },
			);
		}
		if (fixture.server.seen.length > 0) throw new Error("the hub was asked");
	}),
);

test.run();
