import { anyOf, busy } from '../phrases.ts';

/** `could not reach`, `can't be reached`, `unable to reach`. */
const cannot = (...verbs: string[]): RegExp =>
  new RegExp(`(could ?n[o']t|could not|can ?not|can't|unable to) (be )?(${verbs.join('|')})`);

/**
 * What MSPCFO's messages mean, by the phrases in them.
 * No source has its words (PRODUCT.md D5), so they are what such an application says.
 */
export const messages = {
  /** It speaks of a connection, but not of one that works now; this outweighs `works`. */
  notYet: anyOf(
    // 'Once connected, reports appear here.'
    /\b(once|when|if|after|until|before|as soon as|to be|will be)\b[^.;]{0,30}\b(connected|linked|verified)\b/,
    // 'We can see 0 reports.'
    /can see 0\b/,
    /\bunsuccess/,
  ),

  /** The connection works, unless `fails` or `notYet` match, too. */
  works: anyOf(
    // It is there.
    /\bconnected\b/,
    'successfully connected',
    /\blinked to\b/,
    /connection (works|is working|ok|okay|successful|succeeded|verified|established|is good|good)/,
    /status:? (ok|connected|active|valid|working)/,
    'all good',
    // The credentials are good.
    /\bverified\b/,
    /credentials (work|are valid|valid|verified)/,
    // Data came through it.
    /can see \d+/,
    /reports? (received|pulled|available|found|read)/,
  ),

  /** The connection does not work. */
  fails: anyOf(
    // It is not there.
    /(\bnot|n['’]t|\bnever|\bno longer)\b[^.;]{0,25}\b(connected|linked|verified)\b/,
    /\bconnected:? *(no|never|false)\b/,
    'disconnected',
    /connection (failed|error|refused|does not work|is broken|lost|problem)/,
    /status:? (error|failed|failing|broken|invalid|expired|inactive)/,
    /(test|check|authentication|sync|pull) failed/,
    'not working',
    /does(n't| not) work/,
    // ConnectWise cannot be reached, or does not answer.
    cannot('connect', 'contact', 'reach', 'route', 'establish'),
    'unreachable',
    'not reachable',
    'out of reach',
    /(did|does)(n't| not) (answer|respond|reply)/,
    /no (answer|response|reply)\b/,
    /(stopped|not) (answering|responding|replying)/,
    'timed out',
    // It is reached, but nothing can be read.
    cannot('read', 'load', 'pull', 'fetch'),
    // The keys or the company are not accepted.
    cannot('verif(y|ied)', 'validate', 'authenticate', 'authori[sz]e', 'log(ged)? in', 'sign(ed)? in'),
    /(did|does)(n't| not) (know|recogni[sz]e|accept)/,
    /not (active|valid|authori[sz]ed|authenticated)/,
    /not (found|recogni[sz]ed|accepted)/,
    /(keys?|credentials) (are|is|were|was) (invalid|wrong|not valid|refused)/,
    /invalid (keys?|credentials)/,
    'authentication failed',
    'refused',
    'rejected',
    /unauthori[sz]ed/,
    'said no',
    'unknown company',
    'is not the address',
    // The keys lack rights, or calls are limited.
    /does(n't| not) allow/,
    'not allowed',
    'access denied',
    'missing permission',
    'lacks',
    'off limits',
    /too many (calls|requests)/,
    // An HTTP status: '(401)', '(error 503)', 'status 429'.
    /\((error |status |http )?(40[0134]|429|5\d\d)\)/,
    /(error|status|http) (40[0134]|429|5\d\d)\b/,
  ),

  /** Single words that tell only in the place of the connection's status: elsewhere they may be about anything. */
  worksAlone: /^(ok|okay|active|valid|working|healthy|good|success|live)[.!]?$/i,
  failsAlone: /^(error|failed|failing|failure|broken|invalid|expired|inactive|unverified|down|offline)[.!]?$/i,

  /** MSPCFO is still testing the connection. */
  checking: anyOf('checking', 'testing', 'connecting', 'verifying', 'please wait'),

  /** No credentials are stored any more. */
  removed: anyOf(
    /\b(removed|deleted|cleared|disconnected|forgotten|unlinked)\b/,
    /\bno (api )?(credentials|keys|connections?) (are |is |have been )?(stored|saved|set up|configured|entered|yet)\b/,
  ),

  /** The credentials were stored, unless `notSaved` or `unclear` match, too. */
  saved: anyOf(/\bsaved\b/, 'success', 'updated', 'stored'),

  /** They were not stored; such a message may hold the words of `saved`. */
  notSaved: anyOf(
    /(\bnot|n['’]t|\bnever)\b[^.;]{0,25}\b(saved|updated|stored|success(ful(ly)?)?)\b/,
    /\bnothing (was|has been) (saved|updated|stored|changed)\b/,
    /\bunsuccess/,
  ),

  /** Something was not accepted. */
  refused: anyOf(
    // A field is empty or has a wrong value.
    'required',
    'must ',
    /please (enter|fill|check)/,
    'invalid',
    'incorrect',
    'wrong',
    'unknown',
    'expired',
    /\bnot (valid|correct|right|recogni[sz]ed|found|accepted|match)/,
    /(doesn't|don't|didn't|do(es)? not) (match|recogni[sz]e|know|exist)/,
    // It cannot be done.
    'unable to',
    'cannot',
    'could not',
    'denied',
    'failed',
    'error',
    'too many',
  ),

  busy,

  /** The server has trouble of its own: the credentials may have been stored, or not. */
  unclear: anyOf(
    'internal server',
    'server error',
    'unexpected',
    'something went wrong',
    /an error (has )?occurred/,
    /error 5\d\d/,
    'try again later',
    /timed? ?out/,
    'network',
  ),
};

/** Whether a text says that the connection works. */
export const works = (text: string): boolean =>
  messages.works.test(text) && !messages.fails.test(text) && !messages.notYet.test(text);

/** Whether a text says that something was saved. */
export const saved = (text: string): boolean =>
  messages.saved.test(text) && !messages.notSaved.test(text) && !messages.unclear.test(text);

/** Whether a text says that something did not work. */
export const bad = (text: string): boolean =>
  messages.refused.test(text) || messages.notSaved.test(text) || messages.busy.test(text);
