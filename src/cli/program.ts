import { Command, CommanderError } from 'commander';
import { actions } from './commands/actions.ts';
import { demo } from './commands/demo.ts';
import { escrow } from './commands/escrow.ts';
import { exportRuns } from './commands/export.ts';
import { keys } from './commands/keys.ts';
import { plan } from './commands/plan.ts';
import { practice } from './commands/practice.ts';
import { prune } from './commands/prune.ts';
import { resume } from './commands/resume.ts';
import { review } from './commands/review.ts';
import { run } from './commands/run.ts';
import { schema } from './commands/schema.ts';
import { validate } from './commands/validate.ts';
import { verify } from './commands/verify.ts';
import { addCommand, exampleLines } from './define.ts';
import { exit, exitCodeLines } from './exit-codes.ts';
import { UserError, withCode } from '../files/user-error.ts';

const COMMANDS = [
  run,
  plan,
  resume,
  escrow,
  review,
  verify,
  exportRuns,
  prune,
  keys,
  validate,
  actions,
  schema,
  practice,
  demo,
];
/** In the order in which a newcomer meets them. */
const EXAMPLES = [demo, validate, plan, run, review, verify, exportRuns, resume];

// The reader of a pipe may be gone (`--help | head -1`). That stops neither the help nor a run.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const program = new Command('keywright')
  .description(
    'Runs browser runbooks that make ConnectWise API keys and hand them to MSPCFO,\nand keeps a screenshot audit trail.',
  )
  .version('', '-V, --version', 'print the version')
  .showHelpAfterError('(keywright --help shows the commands and examples)')
  .configureOutput({ outputError: (text, write) => write(withCode(text, 'KW-USAGE')) })
  .exitOverride()
  .addHelpText('after', `\nExamples:\n${exampleLines(EXAMPLES)}\n\nExit codes:\n${exitCodeLines()}`);

for (const definition of COMMANDS) addCommand(program, definition);

const integer = (text: string): number => {
  if (!/^\d{1,5}$/.test(text))
    throw new CommanderError(exit.badInput, 'bad-number', `error: "${text}" is not a whole number from 0 to 99999`);
  return Number(text);
};
const collect = (value: string, all: string[]): string[] => [...all, value];

const pace = (text: string): string => {
  if (!/^(slow|normal|fast|\d{1,5})$/.test(text))
    throw new CommanderError(
      exit.badInput,
      'bad-number',
      `error: the pace is slow, normal, fast, or a whole number of milliseconds, not "${text}"`,
    );
  return text;
};
const share = (text: string): URL => {
  if (!URL.canParse(text) || new URL(text).origin !== text.replace(/\/$/, '') || !text.startsWith('https://'))
    throw new CommanderError(
      exit.badInput,
      'bad-number',
      `error: "${text}" is not an origin such as https://call.example.com`,
    );
  return new URL(text);
};

/** How a run is watched and steered. */
function watched(command: Command): Command {
  return command
    .option(
      '--pace <pace>',
      'slow, normal, fast, or for how many milliseconds each instruction is shown before it is carried out ' +
        '(default: normal with --headed)',
      pace,
    )
    .option('--step', 'hold before the first step; keys or the watch page lead on, step by step or gesture by gesture')
    .option('--pause-before <step>', 'hold before this step (repeatable)', collect, [])
    .option('--approve <step>', 'approve beforehand what this step is about to change (repeatable)', collect, [])
    .option('--watch', 'serve a live page on this machine, to watch the run and steer it; works headless, too')
    .option(
      '--share <origin>',
      'the https origin of your own tunnel to that page, for people who may only look',
      share,
    );
}

function forCustomer(command: Command): Command {
  return command
    .argument(
      '<runbook>',
      'a YAML file, or the name of a runbook that comes with Keywright (onboard, check-access, rotate-keys, offboard)',
    )
    .requiredOption('-c, --customer <name>', 'the customer, by its name in the customers file')
    .option('--customers <file>', 'the customers file', 'customers.yaml')
    .option('-i, --input <name=value>', 'set an input of the runbook (repeatable)', collect, [])
    .option('--headed', 'show the browser')
    .option('--json', 'print events as JSON lines');
}

watched(forCustomer(program.command('run').description('run a runbook for a customer and keep the evidence'))).action(
  async (runbook: string, options) => await (await import('./commands/run.ts')).runCommand(runbook, options),
);
forCustomer(program.command('plan').description('show what a run would change; touches nothing')).action(
  async (runbook: string, options) => await (await import('./commands/plan.ts')).planCommand(runbook, options),
);

watched(
  program
    .command('resume')
    .description('go on with a run that was killed or interrupted: the same runbook and inputs, looking first')
    .argument('[run]', 'the run, by the name of its folder; left out: the newest whose job is not done')
    .option('-c, --customer <name>', 'only runs of this customer')
    .option('--customers <file>', 'the customers file', 'customers.yaml')
    .option('--headed', 'show the browser')
    .option('--json', 'print events as JSON lines'),
).action(
  async (run: string | undefined, options) => await (await import('./commands/resume.ts')).resumeCommand(run, options),
);

const escrow = program
  .command('escrow')
  .description('the sealed secrets of hand-overs that are not finished, for a person in need');
const ofWorkspace = (command: Command): Command =>
  command.option('--customers <file>', 'the customers file: its folder is the workspace', 'customers.yaml');
ofWorkspace(escrow.command('list').description('what lies sealed; opens nothing'))
  .option('-c, --customer <name>', 'only this customer')
  .action(async (options) => (await import('./commands/escrow.ts')).escrowListCommand(options));
ofWorkspace(escrow.command('open').description('show one sealed secret at the terminal; recorded'))
  .argument('<publicKey>', 'as "escrow list" shows it')
  .requiredOption('-c, --customer <name>', 'the customer')
  .option('--portal <name>', 'the portal, where several have a secret under this name')
  .action(
    async (publicKey: string, options) =>
      await (await import('./commands/escrow.ts')).escrowOpenCommand(publicKey, options),
  );
ofWorkspace(escrow.command('forget').description('destroy one sealed copy; recorded'))
  .argument('<publicKey>', 'as "escrow list" shows it')
  .requiredOption('-c, --customer <name>', 'the customer')
  .option('--portal <name>', 'the portal, where several have a secret under this name')
  .action(
    async (publicKey: string, options) =>
      await (await import('./commands/escrow.ts')).escrowForgetCommand(publicKey, options),
  );

ofWorkspace(
  program.command('review').description('look at runs and sign them off, in the browser, on this machine only'),
)
  .argument('[run]', 'the run to open, by the name of its folder; left out: the list of runs')
  .option('-c, --customer <name>', "the run is this customer's")
  .option('--open', 'open the link in your browser')
  .option('--port <number>', 'a port of your own choice, so that links keep working', integer)
  .action(
    async (run: string | undefined, options) =>
      await (await import('./commands/review.ts')).reviewCommand(run, options),
  );
ofWorkspace(
  program
    .command('verify')
    .description('verify that evidence is unaltered: a bundle, or a folder of runs with its list'),
)
  .argument('[folder]', "a run's folder, or the folder of all runs", 'runs')
  .option('--key <file>', "the public key (PEM) of whoever made the evidence; left out: this workspace's own")
  .action(async (folder: string, options) => (await import('./commands/verify.ts')).verifyCommand(folder, options));
ofWorkspace(
  program
    .command('export')
    .description(
      "a run's evidence for somebody else: HTML, PDF, zip of the bundle, or a help article; or that of many " +
        'runs, as a sample',
    ),
)
  .argument('[run]', 'the run, by the name of its folder; left out: the runs that the options choose')
  .addOption(new Option('--as <form>', 'what to make').choices(['html', 'pdf', 'zip', 'guide']).makeOptionMandatory())
  .option('-c, --customer <name>', 'only runs of this customer')
  .option('--from <date>', 'only runs from this day on (2026-01-31, UTC)')
  .option('--to <date>', 'only runs up to this day')
  .option('--every <n>', 'of those, every n-th, beginning with the first', integer)
  .option('-o, --out <path>', 'where to (default: named after the run)')
  .action(
    async (run: string | undefined, options) =>
      await (await import('./commands/export.ts')).exportCommand(run, options),
  );
ofWorkspace(
  program.command('prune').description('remove the pictures of old runs; statement, journal, sums and list entry stay'),
)
  .option('--older-than <days>', 'runs that ended more than so many days ago', integer)
  .option('--keep <n>', 'all but the newest n runs of each customer', integer)
  .option('-c, --customer <name>', 'only runs of this customer')
  .option('--dry-run', 'only say which')
  .action(async (options) => (await import('./commands/prune.ts')).pruneCommand(options));
const keys = program.command('keys').description('the key that signs evidence');
ofWorkspace(
  keys
    .command('init')
    .description('make it before the first run does, sign the list of earlier runs, and show what to give auditors'),
).action(async (options) => (await import('./commands/keys.ts')).keysInitCommand(options));

program
  .command('validate')
  .description('check runbooks and customers files; starts nothing')
  .argument('<files...>', 'YAML files')
  .action(async (files: string[]) => await (await import('./commands/validate.ts')).validateCommand(files));
program
  .command('actions')
  .description('what a step can use: inputs, outputs and docs')
  .argument('[name]', 'one action, or the beginning of a name')
  .option('--json', 'print as JSON')
  .action(
    async (name: string | undefined, options) =>
      await (await import('./commands/actions.ts')).actionsCommand(name, options),
  );
program
  .command('schema')
  .description('write the JSON Schemas that editors use for completion')
  .argument('[folder]', 'where to', 'runbooks')
  .action(async (folder: string) => await (await import('./commands/schema.ts')).schemaCommand(folder));
program
  .command('practice')
  .description('start the practice portals and say how to use them')
  .option('--delay <ms>', 'how slow the portals answer', integer, 120)
  .addOption(
    new Option('--variant <name=value>', 'how the practice ConnectWise behaves (repeatable; --list-variants shows them)')
      .argParser(collect)
      .default([]),
  )
  .addOption(
    new Option('--mspcfo-variant <name=value>', 'how the practice MSPCFO behaves (repeatable)')
      .argParser(collect)
      .default([]),
  )
  .option('--list-variants', 'print the variants and their settings')
  .option('--write <folder>', 'write customers.yaml and .env.practice for these portals into a folder')
  .action(async (options) => await (await import('./commands/practice.ts')).practiceCommand(options));
watched(
  program
    .command('demo')
    .description('run the onboarding for a practice customer, from nothing to a report')
    .option('--headed', 'show the browser'),
).action(async (options) => await (await import('./commands/demo.ts')).demoCommand(options));

// The version is looked up only when it is asked for.
program.on('option:version', () => undefined);

try {
  if (process.argv.slice(2).some((argument) => argument === '--version' || argument === '-V')) {
    console.log((await import('../engine/package-version.ts')).packageVersion());
  } else {
    await program.parseAsync();
  }
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed its help or its message already.
    process.exitCode = error.exitCode === 0 ? exit.success : exit.badInput;
  } else {
    const { printError } = await import('./terminal.ts');
    const known = error instanceof UserError ? error : undefined;
    printError(withCode(error instanceof Error ? error.message : String(error), known?.code ?? 'KW-OTHER'));
    process.exitCode = known?.exitCode ?? exit.badInput;
  }
}
