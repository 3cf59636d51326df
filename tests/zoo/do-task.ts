import { ScreenProblem } from '../../src/portal-sdk/index.ts';
import type { Task } from './cells.ts';
import type { Operations } from './operations.ts';

/** What a task that reads wants to have read. */
function expectSame(what: string, actual: unknown, wanted: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(wanted)];
  if (is !== should) throw new Error(`${what} reads ${is} in place of ${should}`);
}

/** The name that a refusal has to speak of. */
const nameIn = (task: Task): string =>
  'entry' in task ? task.entry : 'field' in task ? task.field : 'name' in task ? task.name : '';

/** A disabled list is refused by its own name, a missing entry by the entry's. */
async function refuses(task: Task, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ScreenProblem)) throw error;
    const names = [nameIn(task), 'field' in task ? task.field : ''].filter((name) => name !== '');
    if (names.some((name) => error.message.includes(name))) return;
    throw new Error(`the refusal does not name it: ${error.message}`);
  }
  throw new Error('it was done, and not refused');
}

/** Does one task with the page layer. @param next the task after it: what a press says may have to be heard at once */
export async function doTask(at: Operations, task: Task, next: Task | undefined): Promise<void> {
  switch (task.do) {
    case 'fill':
      return await at.fill(task.field, task.value);
    case 'refuse-fill':
      return await refuses(task, async () => await at.fill(task.field, task.value));
    case 'read':
      return expectSame(task.field, await at.read(task.field), task.value);
    case 'choose':
      return await at.choose(task.field, task.entry);
    case 'refuse-choose':
      return await refuses(task, async () => await at.choose(task.field, task.entry));
    case 'set-date':
      return await at.setDate(task.field, task.value);
    case 'tick':
      return await at.tick(task.field, task.to);
    case 'refuse-tick':
      return await refuses(task, async () => await at.tick(task.field, task.to));
    case 'select-tab':
      return await at.selectTab(task.name);
    case 'refuse-tab':
      return await refuses(task, async () => await at.selectTab(task.name));
    case 'press':
      if (next?.do === 'read-message') await at.submit(task.name);
      else await at.press(task.name);
      return;
    case 'refuse-press':
      return await refuses(task, async () => await at.press(task.name));
    case 'read-message': {
      const { answer } = at;
      const kind = answer === undefined ? 'none' : 'done' in answer ? 'done' : 'refused';
      expectSame('the message', kind, task.kind);
      const said = answer !== undefined && 'refused' in answer ? [answer.refused] : await at.said();
      if (!said.some((text) => text.includes(task.text))) expectSame('the message', said, task.text);
      return;
    }
    case 'read-window': {
      const { title, text, buttons } = await at.window();
      const named = buttons.filter((name) => task.buttons.includes(name));
      const rest = { text: task.text, buttons: [...task.buttons].sort() };
      return expectSame('the window', { title, text, buttons: named.sort() }, { title: task.title, ...rest });
    }
    case 'answer':
      return await at.answerWindow(task.button);
    case 'read-row': {
      const id = Object.values(task.where)[0]!;
      return expectSame(`the row ${id}`, await at.row(task.table, id), { ...task.where, ...task.values });
    }
    case 'open-row':
      return await at.openRow(task.table, Object.values(task.where)[0]!);
    case 'row-missing': {
      const [[key, id]] = Object.entries(task.where) as [[string, string]];
      return expectSame(
        `the row ${id}`,
        (await at.rows(task.table)).filter((row) => row[key] === id),
        [],
      );
    }
    case 'open-section':
      return await at.openSection(task.section);
    case 'read-sections':
      return expectSame('the sections', await at.sections(Object.keys(task.rows)), task.rows);
    case 'set-level':
      return await at.setLevel(task.section, task.row, task.column, task.level);
    case 'read-level':
      return expectSame(task.row, await at.level(task.section, task.row, task.column), task.level);
  }
}
