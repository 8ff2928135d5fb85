/** What `bench --help` prints. It is what yargs makes of the commands: a test compares them. */
export const help = `bench <command>

Benchmarks of knowledge editing: run typed experiments, read their tables.

Commands:
  bench run <file>                          Run an experiment, or go on with it, and print its table
  bench plan <file>                         Show the cells of an experiment's grid, what is done and
                                            what is missing
  bench fetch <target> [parameters..]       Download the models, datasets and texts that an
                                            experiment needs
  bench check <file>                        Check an experiment file: types, parameters, and what is
                                            missing
  bench list [kind]                         List the models, datasets, editors, metrics and reports
                                            there are
  bench describe <name>                     Show what a plug-in does and which parameters it takes
  bench check-data <target> [parameters..]  Look for records that cannot be used as they are, or are
                                            probably not meant so
  bench eval                                Score result files: ours, or those of the ICE and
                                            EasyEdit tools
  bench report <folder>                     Print the tables of a run again, from its folder
  bench apply <run>                         Write the checkpoint that one edit of a run makes, in
                                            Hugging Face's form
  bench stats                               Build, list and remove what editors keep of a model's
                                            statistics

Options:
  -h, --help     Show help                                                                 [boolean]
  -v, --version  Show version number                                                       [boolean]

"bench <command> --help" explains a command; docs/cli.md has examples.`;
