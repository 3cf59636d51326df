import { marked, stripOf } from '../chosen.ts';
import { saysSomething, type Thing } from '../thing.ts';
import { pagersOf } from './pager.ts';

/** Says that there is nothing, and not of what. What speaks of a search or a filter does not say that. */
const NOTHING =
  /^(?:there (?:is|are) )?(?:no (?:items?|records?|rows?|entries|data|results?)|nothing)(?: (?:were |was )?(?:found|available|yet|to (?:show|display|see)))?(?: (?:in|on) (?:this|the) (?:view|list|table|grid|page|tab))?\.?$/i;

const isControl = (text: Thing): boolean =>
  text.isIn((part) => part.kind === 'button' || part.kind === 'box' || part.is('toolbar', 'label'));

/**
 * What says that there is nothing under a tab, where it does not say of what. That is told of a tab that the page marks
 * as chosen, with nothing below it but the controls above those words and a pager that counts nothing: words of a panel
 * beside it, or of a list that could not be loaded, must not pass for an empty list. What is typed above may hide rows.
 */
export function nothingUnder(tab: Thing): Thing | undefined {
  const { screen } = tab;
  const strip = stripOf(tab);
  if (marked(strip)?.holds(tab) !== true) return undefined;
  const bottom = Math.max(...strip.map(({ box }) => box.bottom));
  const isBelow = ({ box }: Thing) => box.middle > bottom;
  const found = screen.texts.filter((text) => isBelow(text) && NOTHING.test(text.said()));
  const [said] = found;
  const part = said?.closest((one) => one.holds(tab));
  if (said === undefined || found.length > 1 || part === undefined) return undefined;
  const counts = pagersOf(screen).filter(({ rows }) => rows?.[2] === 0);
  const isFine = (text: Thing) =>
    text === said ||
    counts.some(({ at }) => at.holds(text)) ||
    text.isIn((one) => one.is('contentinfo', 'navigation') && !one.holds(said)) ||
    (text.box.bottom <= said.box.top && isControl(text));
  const below = part.find(isBelow);
  const isTyped = ({ kind, listed }: Thing) =>
    kind === 'box' && ['text', 'search'].includes(listed.type ?? '') && (listed.value ?? '') !== '';
  return below.some(isTyped) || !below.filter(saysSomething).every(isFine) ? undefined : said;
}
