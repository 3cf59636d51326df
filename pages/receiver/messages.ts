import type { Phrase } from '../screen/messages/phrases.ts';

/** `could not reach`, `can't be reached`, `unable to reach`. */
const cannot = (...verbs: string[]): RegExp =>
  new RegExp(`(could ?n[o']t|could not|can ?not|can't|unable to) (be )?(${verbs.join('|')})`);

/** What portals say of the keys that they hold. No source has all of these words (PRODUCT.md D5). */
const OF_CREDENTIALS: Phrase[] = [
  { says: /\bsaved\b/, means: 'saved', example: 'Your keys are saved' },
  { says: 'updated', means: 'saved', example: 'Credentials updated' },
  { says: 'stored', means: 'saved', example: 'Stored by Pat Doe' },
  { says: 'wrong', means: 'refused', example: 'That is the wrong key.' },
  { says: 'unknown', means: 'refused', example: 'Unknown key' },
  { says: 'expired', means: 'refused', example: 'This key has expired.' },
  { says: /\bnot (found|match)/, means: 'refused', example: 'Company not found' },
  {
    says: /(doesn't|don't|didn't|do(es)? not) (match|recogni[sz]e|know|exist)/,
    means: 'refused',
    example: "The keys don't match.",
  },
  { says: 'try again later', means: 'unclear', example: 'Please try again later.' },
  { says: /timed? ?out/, means: 'unclear', example: 'Timed out' },
  { says: /\bdisconnected\b/, means: 'removed', example: 'ConnectWise is disconnected' },
  {
    says: /\bno (api )?(credentials|keys|connections?) (are |is |have been )?(stored|saved|set up|configured|entered|yet)\b/,
    means: 'removed',
    example: 'No credentials stored',
  },
  ...['checking', 'testing', 'connecting', 'verifying', 'please wait'].map(
    (says): Phrase => ({ says, means: 'checking', example: `${says}…` }),
  ),
];

/** It speaks of a connection, but not of one that works now. */
const NOT_YET: Phrase[] = [
  {
    says: /\b(once|when|if|after|until|before|as soon as|to be|will be)\b[^.;]{0,30}\b(connected|linked|verified)\b/,
    means: 'not yet',
    example: 'Once connected, reports appear here.',
  },
  { says: /can see 0\b/, means: 'not yet', example: 'We can see 0 reports.' },
];

const WORKS: Phrase[] = [
  // It is there.
  { says: /\bconnected\b/, means: 'works', example: 'Connected' },
  { says: /\blinked to\b/, means: 'works', example: 'Linked to na.myconnectwise.net' },
  {
    says: /connection (works|is working|ok|okay|successful|succeeded|verified|established|is good|good)/,
    means: 'works',
    example: 'The connection works.',
  },
  { says: /status:? (ok|connected|active|valid|working)/, means: 'works', example: 'Status: OK' },
  { says: 'all good', means: 'works', example: 'All good!' },
  // The credentials are good.
  { says: /\bverified\b/, means: 'works', example: 'Verified' },
  { says: /credentials (work|are valid|valid|verified)/, means: 'works', example: 'Your credentials work.' },
  // Data came through it.
  { says: /can see \d+/, means: 'works', example: 'We can see 12 reports.' },
  { says: /reports? (received|pulled|available|found|read)/, means: 'works', example: '6 reports found' },
];

const FAILS: Phrase[] = [
  // It is not there.
  {
    says: /(\bnot|n['’]t|\bnever|\bno longer)\b[^.;]{0,25}\b(connected|linked|verified)\b/,
    means: 'fails',
    example: 'ConnectWise is no longer connected',
  },
  { says: /\bconnected:? *(no|never|false)\b/, means: 'fails', example: 'Connected: No' },
  { says: 'disconnected', means: 'fails', example: 'Disconnected' },
  {
    says: /connection (failed|error|refused|does not work|is broken|lost|problem)/,
    means: 'fails',
    example: 'Connection lost',
  },
  {
    says: /status:? (error|failed|failing|broken|invalid|expired|inactive)/,
    means: 'fails',
    example: 'Status: expired',
  },
  { says: /(test|check|authentication|sync|pull) failed/, means: 'fails', example: 'Sync failed' },
  { says: 'not working', means: 'fails', example: 'The keys are not working.' },
  { says: /does(n't| not) work/, means: 'fails', example: 'This key does not work.' },
  // ConnectWise cannot be reached, or does not answer.
  {
    says: cannot('connect', 'contact', 'reach', 'route', 'establish'),
    means: 'fails',
    example: 'na.myconnectwise.net could not be reached. Check the server URL.',
  },
  { says: /unreachable|not reachable|out of reach/, means: 'fails', example: 'The server is unreachable.' },
  { says: /(did|does)(n't| not) (answer|respond|reply)/, means: 'fails', example: 'ConnectWise did not respond.' },
  { says: /no (answer|response|reply)\b/, means: 'fails', example: 'No answer from the server' },
  { says: /(stopped|not) (answering|responding|replying)/, means: 'fails', example: 'It stopped answering.' },
  { says: 'timed out', means: 'fails', example: 'The request timed out.' },
  // It is reached, but nothing can be read.
  { says: cannot('read', 'load', 'pull', 'fetch'), means: 'fails', example: 'The answer could not be read.' },
  // The keys or the company are not accepted.
  {
    says: cannot('verif(y|ied)', 'validate', 'authenticate', 'authori[sz]e', 'log(ged)? in', 'sign(ed)? in'),
    means: 'fails',
    example: "We can't verify these keys.",
  },
  {
    says: /(did|does)(n't| not) (know|recogni[sz]e|accept)/,
    means: 'fails',
    example: 'ConnectWise did not accept these keys (401).',
  },
  {
    says: /not (active|valid|authori[sz]ed|authenticated|found|recogni[sz]ed|accepted)/,
    means: 'fails',
    example: 'Key not accepted',
  },
  {
    says: /(keys?|credentials) (are|is|were|was) (invalid|wrong|not valid|refused)|invalid (keys?|credentials)/,
    means: 'fails',
    example: 'The keys are invalid.',
  },
  { says: /refused|rejected|said no/, means: 'fails', example: 'ConnectWise refused the keys.' },
  { says: /unauthori[sz]ed/, means: 'fails', example: 'Unauthorized' },
  { says: 'unknown company', means: 'fails', example: 'Unknown company' },
  { says: 'is not the address', means: 'fails', example: 'This is not the address of a ConnectWise server.' },
  // The keys lack rights, or calls are limited.
  { says: /does(n't| not) allow|not allowed/, means: 'fails', example: 'Reading reports is not allowed.' },
  { says: /access denied|missing permission|lacks|off limits/, means: 'fails', example: 'The role lacks a right.' },
  { says: /too many (calls|requests)/, means: 'fails', example: 'Too many requests' },
  // An HTTP status: '(401)', '(error 503)', 'status 429'.
  {
    says: /\((error |status |http )?(40[0134]|429|5\d\d)\)/,
    means: 'fails',
    example: 'ConnectWise answered with an error (503).',
  },
  { says: /(error|status|http) (40[0134]|429|5\d\d)\b/, means: 'fails', example: 'Error 401' },
];

/** What such portals' messages mean, beside what all applications say. */
export const OF_KEYS: readonly Phrase[] = [...OF_CREDENTIALS, ...NOT_YET, ...WORKS, ...FAILS];

/** Single words that tell only in the place of the connection's status: elsewhere they may be about anything. */
export const ALONE = {
  works: /^(ok|okay|active|valid|working|healthy|good|success|live)[.!]?$/i,
  fails: /^(error|failed|failing|failure|broken|invalid|expired|inactive|unverified|down|offline)[.!]?$/i,
};
