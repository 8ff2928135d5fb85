/** Under one of these, ONNX Runtime takes its machine for one of continuous integration, where it never reports. */
const signs = [
	"APPVEYOR BITBUCKET_BUILD_NUMBER BUILDKITE CI CIRCLECI CODEBUILD_BUILD_ID GITHUB_ACTIONS GITLAB_CI",
	"JENKINS_URL SYSTEM_TEAMFOUNDATIONCOLLECTIONURI TEAMCITY_VERSION TF_BUILD TRAVIS",
].flatMap((names) => names.split(" "));

/** The environment of this process as on a user's machine, so that tests of what a program reports can fail everywhere. */
export const outsideCi = (): NodeJS.ProcessEnv =>
	Object.fromEntries(Object.entries(process.env).filter(([name]) => !signs.includes(name)));
