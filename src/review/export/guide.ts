import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { html, raw } from 'hono/html';
import type { Box } from '../../evidence/events.ts';
import type { Gesture, NumberedShot, Run, Step } from '../../evidence/read-run.ts';
import { readRun, stepsOf } from '../../evidence/read-run.ts';
import type { Html } from '../../web/html.ts';
import { readStyles } from '../../web/read-styles.ts';
import { checkPictures } from '../pictures.ts';
import { type Closer, closer } from './closer.ts';

const STYLE = readStyles(new URL('./', import.meta.url), ['guide']);

/** Nothing may be loaded or run but pictures within the page and its style sheet. */
const POLICY =
  `default-src 'none'; img-src data:; style-src ` +
  `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** One instruction of the guide: what to do, where on which picture. */
interface Instruction {
  words: string;
  picture?: NumberedShot;
  /** The place to click, in the picture's pixels. */
  place?: Box;
}

interface Chapter {
  phase: string;
  title: string;
  /** The address to go back to, where the chapter before was in another portal. */
  at?: string;
  instructions: Instruction[];
  /** What it looks like when it is done. */
  result?: NumberedShot;
}

/** Whose values are only this run's own: an address, a company, a user name, a key. Each with what takes its place. */
function placeholders(run: Run): [value: string, name: string][] {
  const { portals, titles, tenants } = run.start;
  const keys = run.lines.flatMap((line) => (line.type === 'escrow.sealed' ? [line.publicKey] : []));
  const own: [string, string][] = [
    ...Object.entries(portals).map(([name, at]): [string, string] => [at, `address of ${titles?.[name] ?? name}`]),
    ...Object.values(tenants ?? {}).map((tenant): [string, string] => [tenant, 'company']),
    ...run.accounts.flatMap(({ account }): [string, string][] => (account === null ? [] : [[account, 'user name']])),
    ...keys.map((key): [string, string] => [key, 'public key']),
  ];
  return own.sort(([one], [other]) => other.length - one.length);
}

const EMAIL = /[^\s@()<>]+@[^\s@()<>]+\.[a-z]+/gi;

/** An instruction for anybody, without what is only this run's own. */
function forAnybody(run: Run): (title: string) => string {
  const own = placeholders(run);
  return (title) =>
    own.reduce(
      (text, [value, name]) =>
        text.replace(new RegExp(`(?<!\\w)${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`, 'g'), `‹${name}›`),
      title.replace(/ kw-[0-9a-z]{8}\b/g, '').replace(EMAIL, '‹user name›'),
    );
}

/** Journals from before this was kept have the place alone. */
const touched = ({ end }: Gesture) => end?.touched === true || end?.place !== undefined;

const changes = ({ start, end }: Gesture) => start.kind !== 'look' && end?.outcome === 'done';

/** The ways to what the step did not read again: it was on the screen still, where no chapter has told of them. */
function waysTo({ notes }: Step, all: Gesture[]): Gesture[] {
  return notes.flatMap(({ readBy }) => {
    const end = all.findIndex(({ start }) => start.gesture === readBy);
    const { portal } = all[end]?.start ?? {};
    const earlier = all.slice(0, end + 1).filter(({ start }) => start.portal === portal);
    return earlier.slice(earlier.findLastIndex(changes) + 1);
  });
}

/**
 * The gestures that a person would make: up to the last that changes something, without those that only read. A
 * portal's first one opens it.
 */
function doing(step: Step, opening: Set<Gesture>, all: Gesture[]): Gesture[] {
  const { gestures } = step;
  const last = gestures.findLastIndex(changes);
  if (last === -1) return [];
  return [...new Set([...waysTo(step, all), ...gestures.slice(0, last + 1)])].filter(
    (gesture) => gesture.start.kind !== 'look' || touched(gesture) || opening.has(gesture),
  );
}

/**
 * The picture in which the place of a gesture is to be seen: its own before, or what the gesture before it left in the
 * same portal.
 */
function pictureBefore(gesture: Gesture, all: Gesture[]): NumberedShot | undefined {
  if (gesture.before !== undefined) return gesture.before;
  const earlier = all.slice(0, all.indexOf(gesture)).findLast(({ start }) => start.portal === gesture.start.portal);
  return earlier?.after;
}

function chapters(run: Run): Chapter[] {
  const words = forAnybody(run);
  const all = stepsOf(run).flatMap((step) => step.gestures);
  const opening = new Set(
    Object.keys(run.start.portals)
      .map((portal) => all.find(({ start }) => start.portal === portal))
      .filter((gesture) => gesture !== undefined),
  );
  let here: string | undefined;
  return run.phases.flatMap(({ title: phase, steps }) =>
    steps.flatMap((step) => {
      const gestures = doing(step, opening, all);
      if (gestures.length === 0) return [];
      const { portal } = gestures[0]!.start;
      const moved = here !== undefined && here !== portal;
      here = gestures.at(-1)!.start.portal;
      const instructions = gestures.map((gesture): Instruction => {
        // What is there before a portal is opened has nothing to do with it.
        const picture = opening.has(gesture) ? undefined : pictureBefore(gesture, all);
        const place = gesture.end?.place ?? gesture.before?.box;
        return {
          words: `${words(gesture.start.title)}${gesture.end?.chose === undefined ? '' : ` (here ${gesture.end.chose})`}`,
          ...(picture && { picture }),
          ...(picture && place && { place }),
        };
      });
      const result = gestures.at(-1)!.after;
      return [
        {
          phase,
          title: words(step.title),
          ...(moved && !opening.has(gestures[0]!) && { at: words(run.start.portals[portal]!) }),
          instructions,
          ...(result && { result }),
        },
      ];
    }),
  );
}

const isInside = ({ x, y }: Box, { width, height }: NumberedShot) => x >= 0 && y >= 0 && x < width && y < height;

/** What is shown of a moment: the part around its place, cut out, or the whole where there is none. */
function shownOf(shot: NumberedShot, png: Buffer, at: Box | undefined): Omit<Closer, 'place'> & { place?: Box } {
  const place = at !== undefined && isInside(at, shot) ? at : undefined;
  const { width, height } = shot;
  return (place && closer(png, place)) ?? { png, width, height, ...(place && { place }) };
}

/** A picture with a ring around the place. The pixels themselves stay as they were taken. */
function marked(shot: NumberedShot, whole: Buffer, at: Box | undefined, alt: string): Html {
  const { png, width, height, place } = shownOf(shot, whole, at);
  const around =
    place && html`x="${place.x - 3}" y="${place.y - 3}" width="${place.width + 6}" height="${place.height + 6}"`;
  const ring =
    place &&
    html`<rect ${around} rx="5" fill="none" stroke="#fff" stroke-width="5"></rect
      ><rect ${around} rx="5" fill="none" stroke="#d6006c" stroke-width="3"></rect>`;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    class="shot"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${alt}"
  >
    <image href="data:image/png;base64,${png.toString('base64')}" width="${width}" height="${height}"></image>
    ${ring}
  </svg>`;
}

/**
 * The vendor's help article, from a run that did everything: the runbook's phases and steps as instructions for a
 * person, with the run's pictures and the place to click marked on each.
 * Writes `guide.html` (self-contained), `guide.md` and its `pictures/`.
 * @throws when the run changed nothing: there is nothing to show then
 */
export async function writeGuide(folder: string, out: string): Promise<void> {
  const run = await readRun(folder);
  const all = chapters(run);
  if (all.length === 0)
    throw new Error(
      `Run ${run.start.run} changed nothing, so it cannot make a guide. Choose a run that did the whole job: one ` +
        'whose steps say "done" and not "already in place".',
    );
  const pictures = new Map<number, Buffer>();
  await checkPictures(folder, run.shots, ({ number, file }, png) => {
    pictures.set(number, png);
    return { src: file, href: file };
  });
  mkdirSync(join(out, 'pictures'), { recursive: true, mode: 0o700 });
  let number = 0;
  /** Keeps a marked picture for the Markdown, and gives it for the page. */
  const keep = (
    shot: NumberedShot | undefined,
    place: Box | undefined,
    alt: string,
  ): { file: string; figure: Html } | undefined => {
    const png = shot && pictures.get(shot.number);
    if (shot === undefined || png === undefined) return undefined;
    number += 1;
    const file = `pictures/${String(number).padStart(2, '0')}.svg`;
    const figure = marked(shot, png, place, alt);
    writeFileSync(join(out, file), String(figure), { mode: 0o600 });
    return { file, figure };
  };

  const phases = [...new Set(all.map(({ phase }) => phase))];
  const markdown: string[] = [`# ${escapeMarkdown(run.start.runbook.title)}`, ''];
  const sections: Html[] = [];
  let step = 0;
  for (const [n, phase] of phases.entries()) {
    markdown.push(`## ${n + 1}. ${escapeMarkdown(phase)}`, '');
    const parts = all
      .filter((chapter) => chapter.phase === phase)
      .map(({ title, at, instructions, result }) => {
        markdown.push(
          `### ${escapeMarkdown(title)}`,
          '',
          ...(at === undefined ? [] : [`Go back to ${escapeMarkdown(at)}.`, '']),
        );
        const items = instructions.map(({ words: text, picture, place }) => {
          step += 1;
          const kept = keep(picture, place, `The place for: ${text}`);
          // What belongs to a numbered line is indented to where its words begin.
          const number = `${step}. `;
          markdown.push(
            `${number}${escapeMarkdown(text)}`,
            '',
            ...(kept ? [`${' '.repeat(number.length)}![${escapeMarkdown(text)}](${kept.file})`, ''] : []),
          );
          return html`<li value="${step}">
            <p>${text}</p>
            ${kept?.figure}
          </li>`;
        });
        const end = keep(result, undefined, `Afterwards: ${title}`);
        if (end)
          markdown.push(
            'Afterwards it looks like this:',
            '',
            `![Afterwards: ${escapeMarkdown(title)}](${end.file})`,
            '',
          );
        return html`<section>
          <h3>${title}</h3>
          ${at !== undefined && html`<p class="at">Go back to <bdi>${at}</bdi>.</p>`}
          <ol>
            ${items}
          </ol>
          ${
            end &&
            html`<p class="after">Afterwards it looks like this:</p>
              ${end.figure}`
          }
        </section>`;
      });
    sections.push(
      html`<section>
        <h2>${n + 1}. ${phase}</h2>
        ${parts}
      </section>`,
    );
  }
  const from =
    `Made from the run ${run.start.run} of ${run.start.utc.split('T')[0]}, for ${run.start.customer.title}. ` +
    'What is only of that run is in ‹brackets› in the text. The pictures show it, with secrets covered.';
  markdown.push('---', '', escapeMarkdown(from), '');
  writeFileSync(join(out, 'guide.md'), markdown.join('\n'), { mode: 0o600 });
  writeFileSync(
    join(out, 'guide.html'),
    String(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>${run.start.runbook.title}</title>
            <style>${raw(STYLE)}</style>
          </head>
          <body>
            <main>
              <h1>${run.start.runbook.title}</h1>
              ${sections}
              <p class="from">${from}</p>
            </main>
          </body>
        </html> `,
    ),
    { mode: 0o600 },
  );
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>]/g, '\\$&');
}
