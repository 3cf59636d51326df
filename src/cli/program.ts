import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { UserError, withCode } from '../files/user-error.ts';
import { addCommand, type Definition, exampleLines } from './define.ts';
import { exit, exitCodeLines } from './exit-codes.ts';

/** In the order of the help. */
const COMMANDS: Record<string, () => Promise<Definition>> = {
  init: async () => (await import('./commands/init.ts')).init,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  'check-screens': async () => (await import('./commands/check-screens.ts')).checkScreens,
  run: async () => (await import('./commands/run.ts')).run,
  plan: async () => (await import('./commands/plan.ts')).plan,
  rehearse: async () => (await import('./commands/rehearse.ts')).rehearse,
  resume: async () => (await import('./commands/resume.ts')).resume,
  approve: async () => (await import('./commands/approve.ts')).approve,
  due: async () => (await import('./commands/due.ts')).due,
  register: async () => (await import('./commands/register.ts')).register,
  escrow: async () => (await import('./commands/escrow.ts')).escrow,
  words: async () => (await import('./commands/words.ts')).words,
  review: async () => (await import('./commands/review.ts')).review,
  verify: async () => (await import('./commands/verify.ts')).verify,
  export: async () => (await import('./commands/export.ts')).exportRuns,
  prune: async () => (await import('./commands/prune.ts')).prune,
  submit: async () => (await import('./commands/submit.ts')).submit,
  worker: async () => (await import('./commands/worker.ts')).worker,
  queue: async () => (await import('./commands/queue.ts')).queue,
  schedule: async () => (await import('./commands/schedule.ts')).schedule,
  state: async () => (await import('./commands/state.ts')).state,
  bundles: async () => (await import('./commands/bundles.ts')).bundles,
  keys: async () => (await import('./commands/keys.ts')).keys,
  operator: async () => (await import('./commands/operator.ts')).operator,
  validate: async () => (await import('./commands/validate.ts')).validate,
  actions: async () => (await import('./commands/actions.ts')).actions,
  schema: async () => (await import('./commands/schema.ts')).schema,
  replay: async () => (await import('./commands/replay.ts')).replay,
  look: async () => (await import('./commands/look.ts')).look,
  portal: async () => (await import('./commands/portal.ts')).portal,
  practice: async () => (await import('./commands/practice.ts')).practice,
  demo: async () => (await import('./commands/demo.ts')).demo,
  completion: async () => (await import('./commands/completion.ts')).completion,
  complete: async () => (await import('./commands/complete.ts')).complete,
};
/** In the order in which a newcomer meets them. */
const EXAMPLES = [
  'demo',
  'init',
  'doctor',
  'check-screens',
  'validate',
  'plan',
  'rehearse',
  'run',
  'resume',
  'approve',
  'review',
  'register',
  'verify',
  'export',
  'submit',
  'worker',
  'queue',
  'schedule',
  'state',
  'bundles',
  'completion',
];

// The reader of a pipe may be gone (`--help | head -1`). That stops neither the help nor a run.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const program = new Command('keywright')
  .description(
    'Runs browser runbooks that make ConnectWise API keys and hand them to MSPCFO, and keeps a screenshot audit trail.',
  )
  .version('', '-V, --version', 'print the version')
  .showHelpAfterError('(keywright --help shows the commands and examples)')
  .configureOutput({ outputError: (text, write) => write(withCode(text, 'KW-USAGE')) })
  .configureHelp({ minWidthToWrap: 20 })
  .exitOverride()
  .addHelpText('after', () => {
    const width = process.stdout.columns || 100;
    return `\nExamples:\n${exampleLines(examples, width)}\n\nExit codes:\n${exitCodeLines(width)}`;
  });

const [name = ''] = process.argv.slice(2);
// A command that is named needs its own words alone; completing needs all.
const wanted = Object.hasOwn(COMMANDS, name) && name !== 'complete' ? [name] : Object.keys(COMMANDS);
const definitions = await Promise.all(wanted.map((one) => COMMANDS[one]!()));
const examples = EXAMPLES.flatMap((one) => definitions.find((definition) => definition.name === one) ?? []);
for (const definition of definitions) addCommand(program, definition);

// Where the state lies counts for every command that works in a workspace.
program.hook('preAction', async (_, command) => {
  if (command.name() === 'complete' || !command.options.some((one) => one.attributeName() === 'customers')) return;
  const { customers } = command.opts<{ customers?: string | string[] }>();
  const { workspaceOf } = await import('./workspace.ts');
  // `run` takes names of customers there, too.
  const file = [customers ?? []].flat().find((one) => existsSync(one)) ?? 'customers.yaml';
  const workspace = workspaceOf({ customers: file });
  if (existsSync(join(workspace, '.keywright', 'state-in-database')))
    await (await import('./mount-state.ts')).mountWorkspaceState(workspace);
});

// The version is looked up only when somebody asks for it.
program.on('option:version', () => undefined);

/** An option as word processors write it: with a long dash for two hyphens. */
const dashed = process.argv.slice(2).find((argument) => /^-?[\u2010-\u2015\u2212]/.test(argument));

try {
  if (dashed !== undefined && name !== 'complete')
    throw new UserError(
      'KW-USAGE',
      `error: "${dashed}" begins with a long dash, as word processors make it of two hyphens.\nNext:     Type ` +
        `--${dashed.replace(/^[-\u2010-\u2015\u2212]+/, '')}`,
    );
  if (process.argv.slice(2).some((argument) => argument === '--version' || argument === '-V')) {
    console.log((await import('../engine/host-info.ts')).packageVersion());
  } else {
    await program.parseAsync();
  }
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed its help or its message already.
    process.exitCode = error.exitCode === 0 ? exit.success : exit.badInput;
  } else {
    const { printError, printErrorAsIs } = await import('./terminal.ts');
    const known = error instanceof UserError ? error : undefined;
    const message = error instanceof Error ? error.message : String(error);
    // A caret in it must stay below its place.
    if (known?.listed) printErrorAsIs(message);
    else printError(withCode(message, known?.code ?? 'KW-OTHER'));
    process.exitCode = known?.exitCode ?? exit.badInput;
  }
}
