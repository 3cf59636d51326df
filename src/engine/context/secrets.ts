import { textOf } from '../../browser/own-text.ts';
import { typeSecretInto } from '../../browser/type-secret.ts';
import { wordsOf } from '../../evidence/redaction/ordinary-words.ts';
import { expectSecret } from '../../evidence/redaction/redacted-screenshot.ts';
import { type Context, ONE_TIME_CODE, SecretRefused } from '../../portal-sdk/index.ts';
import { registerSecret } from '../../secrets/redact.ts';
import { Secret } from '../../secrets/secret.ts';
import { codeAfter } from '../../secrets/totp.ts';
import type { Gestures } from './gestures.ts';
import type { ContextOptions } from './options.ts';
import { silently } from './without-words.ts';

const WAITING_FOR_CODE =
  'The portal has refused the current one-time code. Waiting for the next one, for half a minute at most.';

/** The part of a context that handles secrets. */
export function secretsOf(
  options: ContextOptions,
  gestures: Gestures,
  origins: ReadonlySet<string>,
  note: Context['note'],
): Pick<Context, 'secret' | 'oneTimeCode' | 'typeSecret' | 'takeSecret' | 'holdsSecret'> {
  const { session, recorder, secrets, signal, step } = options;
  const wasRefused = (value: Secret) => options.wasRefused?.(value) ?? false;

  function requireAnother(value: Secret): void {
    if (!wasRefused(value)) return;
    const { title } = session.portal;
    const name = [...secrets].find(([, known]) => known.is(value))?.[0] ?? ONE_TIME_CODE;
    throw new SecretRefused(name, {
      screen: title,
      expected: `another ${value.label} than the one that ${title} refused`,
      actual: `the same ${value.label}, so it was not typed again`,
      hint: 'Retry, and give another.',
    });
  }

  return {
    secret: (name) => secrets.get(name),

    async oneTimeCode() {
      const seed = secrets.get('TOTP_SECRET');
      session.code =
        seed === undefined
          ? await options.askCode()
          : await codeAfter(seed, wasRefused, signal, () => note(WAITING_FOR_CODE));
      return session.code;
    },

    async typeSecret(at, value) {
      requireAnother(value);
      // Any other secret is a key, which the page could draw from now on.
      if (value !== session.code && ![...secrets.values()].includes(value)) session.secretExposed = true;
      wordsOf(session.page.context()).learn(value);
      expectSecret(session.page);
      await session.cover();
      const elsewhere = await silently(`Typing ${value.label}`, () => typeSecretInto(at, value.reveal(), [...origins]));
      if (elsewhere === undefined) return;
      recorder.write({ type: 'prevented', step, secret: value.label, origin: elsewhere });
      throw new Error(
        `${value.label} is only typed into ${[...origins].join(' or ')}, but this field belongs to ` +
          `${elsewhere}. Nothing was typed. Check the portal's address in the customers file.`,
      );
    },

    async takeSecret(at, label) {
      session.secretExposed = true;
      const value = new Secret(await silently(`Reading ${label}`, () => textOf(at)), label);
      registerSecret(value);
      gestures.secretTaken();
      recorder.write({ type: 'secret.read', step, secret: label, fp: options.fingerprint(value) });
      return value;
    },

    async holdsSecret(at, value) {
      return await silently(`Comparing ${value.label}`, async () => (await textOf(at)) === value.reveal());
    },
  };
}
