import { Command, CommanderError } from 'commander';
import { actions } from './commands/actions.ts';
import { approve } from './commands/approve.ts';
import { checkScreens } from './commands/check-screens.ts';
import { complete } from './commands/complete.ts';
import { completion } from './commands/completion.ts';
import { demo } from './commands/demo.ts';
import { due } from './commands/due.ts';
import { doctor } from './commands/doctor.ts';
import { escrow } from './commands/escrow.ts';
import { words } from './commands/words.ts';
import { exportRuns } from './commands/export.ts';
import { init } from './commands/init.ts';
import { keys } from './commands/keys.ts';
import { operator } from './commands/operator.ts';
import { plan } from './commands/plan.ts';
import { practice } from './commands/practice.ts';
import { prune } from './commands/prune.ts';
import { queue } from './commands/queue.ts';
import { register } from './commands/register.ts';
import { rehearse } from './commands/rehearse.ts';
import { resume } from './commands/resume.ts';
import { review } from './commands/review.ts';
import { run } from './commands/run.ts';
import { schema } from './commands/schema.ts';
import { submit } from './commands/submit.ts';
import { validate } from './commands/validate.ts';
import { verify } from './commands/verify.ts';
import { worker } from './commands/worker.ts';
import { addCommand, exampleLines } from './define.ts';
import { exit, exitCodeLines } from './exit-codes.ts';
import { UserError, withCode } from '../files/user-error.ts';

const COMMANDS = [
  init,
  doctor,
  checkScreens,
  run,
  plan,
  rehearse,
  resume,
  approve,
  due,
  register,
  escrow,
  words,
  review,
  verify,
  exportRuns,
  prune,
  submit,
  worker,
  queue,
  keys,
  operator,
  validate,
  actions,
  schema,
  practice,
  demo,
  completion,
  complete,
];
/** In the order in which a newcomer meets them. */
const EXAMPLES = [
  demo,
  init,
  doctor,
  checkScreens,
  validate,
  plan,
  rehearse,
  run,
  resume,
  approve,
  review,
  register,
  verify,
  exportRuns,
  submit,
  worker,
  queue,
  completion,
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
    return `\nExamples:\n${exampleLines(EXAMPLES, width)}\n\nExit codes:\n${exitCodeLines(width)}`;
  });

for (const definition of COMMANDS) addCommand(program, definition);

// The version is looked up only when somebody asks for it.
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
    const { printError, printErrorAsIs } = await import('./terminal.ts');
    const known = error instanceof UserError ? error : undefined;
    const message = error instanceof Error ? error.message : String(error);
    // A caret in it must stay below its place.
    if (known?.listed) printErrorAsIs(message);
    else printError(withCode(message, known?.code ?? 'KW-OTHER'));
    process.exitCode = known?.exitCode ?? exit.badInput;
  }
}
