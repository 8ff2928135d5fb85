import { test } from "uvu";
import { download } from "#hub/download";
import { refused, withHub } from "../helpers/hub-fixture.ts";
import { rejection } from "../helpers/rejection.ts";

const files = ["config.json"] as const;
const model = { kind: "model", repo: "org/tiny", files } as const;
const content = { "config.json": "{}", "model.safetensors": "w" };

test(
	"a repository that is not there is named, with the kind it was looked for as",
	withHub(async (fixture) => {
		fixture.server.host("datasets/org/tiny", content);
		const expected = {
			message: /^model 'org\/tiny' is not on http:\/\/127\S+, or is private \(HTTP 401\)$/,
			hint: /that it is a model\. If it is private, set HF_TOKEN/,
		};
		await refused(fixture, model, expected);
		const withToken = { ...expected, message: /is not on http\S+, or is private \(HTTP 404\)/ };
		await refused(fixture, model, withToken, { token: "hf_x", tokenSource: "HF_TOKEN" });
	}),
);

test(
	"a revision that is not there is named",
	withHub(async (fixture) => {
		fixture.server.host("models/org/tiny", content);
		await refused(
			fixture,
			{ ...model, revision: "v9" },
			{
				message: /^model 'org\/tiny' has no revision 'v9' \(HTTP 404\)$/,
				hint: /listed at http\S+\/org\/tiny\/tree\/main/,
			},
		);
		await refused(fixture, { ...model, revision: "0".repeat(40) }, { message: /has no revision '0{40}'/ });
	}),
);

test(
	"a server that does not say what it did not find is asked for the repository alone",
	withHub(async (fixture) => {
		fixture.server.host("models/org/tiny", content);
		fixture.server.terse = true;
		await refused(fixture, { ...model, revision: "v9" }, { message: /has no revision 'v9'/ });
		const stranger = { token: "hf_x", tokenSource: "HF_TOKEN" };
		await refused(
			fixture,
			{ ...model, repo: "org/none" },
			{ message: /'org\/none' is not on http/ },
			stranger,
		);
	}),
);

test(
	"a file that is listed but not served is named",
	withHub(async (fixture) => {
		fixture.server.host("models/org/tiny", content);
		fixture.server.misbehave(/\/resolve\//, { kind: "status", status: 404 });
		await refused(fixture, model, {
			message: /^'config\.json' of model 'org\/tiny' at 'main' is not on the hub \(HTTP 404\)$/,
			hint: /\/org\/tiny\/tree\/main/,
		});
	}),
);

test(
	"a gated repository says where its terms are, and what to do with and without a token",
	withHub(async (fixture) => {
		fixture.server.host("datasets/org/gated", content, { gated: true });
		const gated = { kind: "dataset", repo: "org/gated", files } as const;
		const message =
			/^'config\.json' of dataset 'org\/gated' at 'main' is gated: access was not granted \(HTTP 403\)$/;
		await refused(fixture, gated, {
			message,
			hint: /terms at http\S+\/datasets\/org\/gated and set HF_TOKEN/,
		});
		const token = { token: "hf_x", tokenSource: "/home/me/token" };
		await refused(
			fixture,
			gated,
			{ message, hint: /with the account of the token in \/home\/me\/token/ },
			token,
		);
	}),
);

test(
	"a token that is refused is named by its source, not by its value",
	withHub(async (fixture) => {
		fixture.server.misbehave(/api/, {
			kind: "status",
			status: 401,
			headers: { "x-error-message": "Invalid credentials" },
		});
		const token = { token: "hf_secret", tokenSource: "HF_TOKEN" };
		const error = await refused(
			fixture,
			model,
			{
				message:
					/^The token in HF_TOKEN may not read model 'org\/tiny' at 'main' \(HTTP 401 from \S+ \(Invalid cred/,
				hint: /Make one with read access/,
			},
			token,
		);
		if (`${error.message} ${error.hint}`.includes("hf_secret"))
			throw new Error("the message shows the token");
	}),
);

test(
	"questions are tried again too, and a hub in trouble is named",
	withHub(async (fixture) => {
		const { server, settings, limits } = fixture;
		server.host("models/org/tiny", content);
		server.misbehave(/\/revision\//, { kind: "status", status: 502 }, 2);
		server.misbehave(/\/tree\//, { kind: "cut", after: 3 }, 1);
		await download(model, { settings, limits });
		server.misbehave(/\/revision\//, { kind: "status", status: 500 });
		await refused(
			fixture,
			{ ...model, refresh: true },
			{
				message: /^Fetching model 'org\/tiny' at 'main' failed 4 times in a row: HTTP 500 from 127\S+$/,
			},
		);
	}),
);

test(
	"a host that answers nobody is named with its reason",
	withHub(async (fixture) => {
		const { limits, settings } = fixture;
		const endpoint = fixture.server.url;
		await fixture.server.close();
		await rejection(download(model, { settings: { ...settings, endpoint }, limits }), {
			message: /failed 4 times in a row: 127\.0\.0\.1:\d+: connect ECONNREFUSED/,
			hint: /name a mirror in HF_ENDPOINT/,
		});
	}),
);

test(
	"a page that is no hub is called that",
	withHub(async (fixture) => {
		fixture.server.misbehave(/api/, { kind: "body", body: "<html>Please log in" });
		await refused(fixture, model, {
			message: /^http:\S+ does not answer like a hub about model 'org\/tiny' at 'main': no JSON$/,
			hint: /log-in page/,
		});
		fixture.server.behave();
		fixture.server.misbehave(/api/, { kind: "body", body: '{"sha":"HEAD"}' });
		await refused(fixture, model, { message: /its commit is "HEAD"$/ });
	}),
);

test(
	"redirects without end are given up at once",
	withHub(async (fixture) => {
		const { server } = fixture;
		const headers = { location: `${server.url}/api/models/org/tiny/revision/main` };
		server.misbehave(/\/revision\//, { kind: "status", status: 307, headers });
		await refused(fixture, model, {
			message: /failed: 127\S+: more than 10 redirects$/,
			hint: /Check HF_ENDPOINT/,
		});
	}),
);

test.run();
