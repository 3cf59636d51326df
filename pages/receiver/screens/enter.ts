import type { Locator } from 'playwright';
import type { Secret } from '../../../src/portal-sdk/index.ts';
import { typeInto } from '../../screen/boxes/type-into.ts';
import { buttonsOf } from '../../screen/buttons/buttons.ts';
import type { Meaning } from '../../screen/messages/meanings.ts';
import { hidesTyping } from '../../screen/signing/sign-in.ts';
import { type Answer, submit } from '../../screen/submit.ts';
import type { Screen as Seen, Thing } from '../../screen/thing.ts';
import { anyOf } from '../../screen/words/lexicon.ts';
import type { Field, Receiver } from '../receiver.ts';
import type { Wish } from '../template.ts';
import { words } from '../words.ts';
import { Credentials, isEditable } from './credentials.ts';
import { mislabelledFields } from './field-check.ts';
import { chooseEntry, tickBox } from './fill.ts';

/**
 * Milliseconds after which a Save that stays switched off has nothing left to save: until then its answer may be on its
 * way.
 */
const NOTHING_LEFT = 20_000;

/** A question that comes after Save may be answered where it speaks of what is saved. */
const OF_KEYS = /connectwise|\bcw\b|credentials?|\bkeys?\b|connection/i;

/** By its label; else the only box that hides what is typed, on the page or in the form: another form may have one, too. */
function privateBox(receiver: Receiver, screen: Seen): Thing | undefined {
  const hidden = screen.boxes.filter(hidesTyping);
  const form = receiver.formOf(screen);
  const own = hidden.length === 1 ? hidden : hidden.filter((box) => form?.holds(box));
  const box = receiver.privateField.boxes(screen)[0] ?? (own.length === 1 ? own[0] : undefined);
  return box !== undefined && isEditable(box) ? box : undefined;
}

const saveButton = (receiver: Receiver, screen: Seen): Thing | undefined =>
  receiver.ownOf(screen, buttonsOf(screen, receiver.words.save))[0];

/** The same form: what is typed into it, and saved. */
export class EnterCredentials extends Credentials {
  private async privateBox(): Promise<Locator> {
    const find = (screen: Seen) => privateBox(this.its, screen);
    const there = await this.view.look(find);
    if (there !== undefined) return there;
    const button = await this.view.look((screen) => this.its.ownOf(screen, buttonsOf(screen, this.its.words.replace)));
    if (button !== undefined)
      await this.ctx.gesture('Press the button that lets a new private key be entered', async () => {
        await this.view.press(button, 'the button that replaces the private key');
        await this.view.find('the box for the private key', find);
      });
    return await this.view.find('the box for the private key', find);
  }

  protected async type(title: string, field: Field, text: string): Promise<void> {
    const { label } = field;
    const box = await this.view.find(`the box ${label}`, (screen) => field.boxes(screen));
    await this.ctx.gesture(title, async () => await typeInto(this.view, box, label, text), { kind: 'edit', at: box });
  }

  /** Chooses and ticks what the form asks for beside the boxes. */
  private async chooseAll(): Promise<void> {
    for (const field of this.its.fields) {
      const { choose, tick } = field.entry;
      if (choose !== undefined) await chooseEntry(this.view, field.label, (screen) => field.boxes(screen), choose);
      if (tick !== undefined) await tickBox(this.view, field.entry.label, tick);
    }
  }

  private async typePrivate(box: Locator, key: Secret): Promise<void> {
    await this.ctx.gesture(
      'Type the private key',
      async () => {
        await this.view.wait(
          'the box to hold the private key',
          async () => {
            await this.ctx.typeSecret(box, key);
            return await this.ctx.holdsSecret(box, key);
          },
          30_000,
        );
      },
      { kind: 'edit', at: box },
    );
  }

  /** Fills in the form and saves. The private key is typed into the portal's own origin only. */
  async enter(wish: Wish & { privateKey: Secret }): Promise<void> {
    await this.openForm();
    await this.chooseAll();
    const box = await this.privateBox();
    const typed = this.its.fields.filter((field) => field.isPlain || field.isPrivate);
    const wrong = mislabelledFields(await this.view.see(), typed);
    if (wrong !== undefined)
      throw await this.view.problem('a box of its own for each value', {
        actual: wrong,
        hint:
          'Nothing was typed. Enter the keys by hand, and report this screen: its labels are not where they are ' +
          'expected.',
      });
    for (const field of typed) {
      if (field.isPrivate) await this.typePrivate(box, wish.privateKey);
      else await this.type(`Type ${field.text(wish)} as ${field.named}`, field, field.text(wish));
    }
    for (const field of typed.filter(({ isPlain }) => isPlain)) {
      const now = await this.text(field);
      if (now !== field.text(wish))
        throw await this.view.problem(`${field.label} to keep "${field.text(wish)}"`, {
          actual: `"${now ?? ''}" in it`,
        });
    }
    await this.authenticate();
    await this.save();
  }

  /** Presses what must be pressed before Save, where there is such a button, and waits until Save takes the mouse. */
  private async authenticate(): Promise<void> {
    const { authenticate } = this.its.description.form;
    if (authenticate === undefined) return;
    const at = await this.view.find(`the button ${authenticate[0]}`, (screen) => buttonsOf(screen, authenticate));
    const canSave = (screen: Seen) => saveButton(this.its, screen)?.listed.disabled !== true;
    const isOff = !canSave(await this.view.see());
    const answer = await this.ctx.gesture(
      `Press ${authenticate[0]}`,
      async () =>
        await submit(this.view, {
          what: 'the check of the credentials',
          press: async () => await this.view.pressOnce(at, authenticate[0]!),
          speech: this.its.speech,
          good: ['saved', 'works'],
          proof: (screen) => isOff && canSave(screen),
        }),
      { kind: 'commit', at },
    );
    await this.requireDone(answer, 'the credentials to be accepted');
  }

  protected async requireDone(answer: Answer, expected: string): Promise<void> {
    if ('refused' in answer)
      throw await this.view.problem(expected, {
        actual: `the message "${answer.refused}"`,
        hint: 'Do what the message says, then run again.',
        retry: this.its.phrases.mean(answer.refused, 'busy'),
      });
  }

  private async save(): Promise<void> {
    await this.requireDone(await this.tryToSave(), 'the credentials to be saved');
  }

  /** @param good what a message means that is the answer yes */
  protected async tryToSave(good: readonly Meaning[] = ['saved', 'works']): Promise<Answer> {
    const button = await this.view.find('the button Save', (screen) => saveButton(this.its, screen));
    const answer = await this.ctx.gesture('Press Save', async () => await this.pressSave(button, good), {
      kind: 'commit',
      at: button,
    });
    const { words } = await this.connection.settled();
    if (words !== undefined) this.ctx.note(`${this.its.title} said after saving: "${words}"`);
    return answer;
  }

  private async pressSave(button: Locator, good: readonly Meaning[]): Promise<Answer> {
    let offSince: number | undefined;
    const { phrases, speech, privateField } = this.its;
    const isOff = (screen: Seen) => saveButton(this.its, screen)?.listed.disabled === true;
    /** Some forms only go away after saving, or have nothing left to save. */
    const isDone = (screen: Seen, said: readonly string[]): boolean => {
      if (privateField.boxes(screen).length === 0) return true;
      if (said.some((text) => phrases.mean(text, 'checking')) || !isOff(screen)) {
        offSince = undefined;
        return false;
      }
      return performance.now() - (offSince ??= performance.now()) > NOTHING_LEFT;
    };
    return await submit(this.view, {
      what: 'saving the credentials',
      press: async () => await this.view.pressOnce(button, 'Save'),
      speech,
      good,
      // Credentials whose connection fails were stored all the same; reading them back tells.
      evenSo: ['fails'],
      proof: isDone,
      atWork: isOff,
      yes: {
        about: OF_KEYS,
        words: anyOf(words.answers.confirm, words.form.replace, words.form.remove),
        no: words.answers.decline,
      },
    });
  }
}
