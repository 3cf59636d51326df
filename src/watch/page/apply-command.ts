import { LONGEST_NAME } from '../../web/guests.ts';
import type { Command, PictureSpot } from '../commands.ts';
import { COMMANDS } from '../commands.ts';
import type { Control } from '../control.ts';
import { nameOf } from './person-name.ts';

/** Answers to a question, which must still be the one that was read. */
const ANSWERS: readonly Command[] = ['approve', 'retry', 'by hand', 'take over', 'point', 'confirm', 'skip'];

interface CommandResult {
  status: 409 | 422;
  /** Why not; undefined if the command was carried out. */
  says?: string;
}

/** Where on the picture somebody has clicked. */
function spotOf({ x, y }: Record<string, unknown>): PictureSpot | undefined {
  const spot = { x: Number(x), y: Number(y) };
  return [spot.x, spot.y].every((part) => part >= 0 && part <= 1) ? spot : undefined;
}

/** Applies a command of the page's form to the run. */
export function applyCommand(control: Control, form: Record<string, unknown>, operator: string): CommandResult {
  const command = COMMANDS.find((known) => known === form['command']);
  if (command === undefined) return { status: 422, says: 'There is no such command.' };
  const who = command === 'approve' ? nameOf(form['who']) : operator;
  if (who === undefined)
    return { status: 422, says: `Say who approves: one line, at most ${LONGEST_NAME} characters.` };
  if (ANSWERS.includes(command) && form['question'] !== String(control.state.question?.since))
    return { status: 409, says: 'Someone has already answered this. See the current question.' };
  const says = control.command(command, { who, via: 'watch page' }, spotOf(form));
  return { status: 409, ...(says !== undefined && { says }) };
}
