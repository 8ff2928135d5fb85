import type { DataRule, Severity } from "#core/data-report";

const rule = (severity: Severity, title: string): DataRule => ({ severity, title });

/** Everything that reading KnowEdit's files can find. */
export const rules = {
	unreadable: rule("error", "value missing or of the wrong kind"),

	probeWithoutAnswer: rule("warning", "probe without an answer, skipped"),
	unknownGroup: rule("warning", "unknown group of probes, left out"),
	subjectNotInPrompt: rule("warning", "subject does not occur in the prompt"),
	targetIsTruth: rule("warning", "new target equals the true answer"),
	duplicate: rule("warning", "record repeats an earlier one, kept"),
	outerSpace: rule("warning", "outer white space, kept"),
	brokenText: rule("warning", "text with broken characters, kept"),
	startToken: rule("warning", "text begins with a special token that tokenizers add by themselves, kept"),
	blankBetween: rule("warning", "blank between prompt and target of a script written without"),
	blankContext: rule("warning", "context sentence without text, kept"),

	noTruth: rule("note", "no true answer"),
	noPortability: rule("note", "no portability probes"),
	noLocality: rule("note", "no locality probes"),
	emptyGroup: rule("note", "group of probes is there but empty"),
	promptRepeated: rule("note", "probe prompt repeated with another answer, both kept"),
	probeRepeated: rule("note", "probe repeated word for word, both kept"),
} as const satisfies Readonly<Record<string, DataRule>>;

/** Takes down a finding about the record at hand. `field` is the path below it. */
export type Note = (rule: DataRule, field: string, message: string) => void;
