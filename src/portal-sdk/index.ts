/** What authors of portals import: `keywright/portal`. */
export type { Rectangle as Place } from '../browser/bounding-box.ts';
export { knowOwnText, textOf } from '../browser/own-text.ts';
export { type Pending, pendingOf } from '../browser/pending.ts';
export { within } from '../browser/within.ts';
export { askWorld, knowPlace, learnWorld } from '../browser/worlds.ts';
export type { Escrow, SealedKey } from '../secrets/escrow/sealed-key.ts';
export type { Secret } from '../secrets/secret.ts';
export { type Action, action, secret } from './action.ts';

export { type Compared, differenceInWords, type SurveyDetails, surveyIn } from './compared.ts';
export type {
  Context,
  GestureOptions,
  HandedOver,
  HandOvers,
  HttpAnswer,
  HttpRequest,
  SecretText,
} from './context.ts';
export { ONE_TIME_CODE, RIGHT_MISSING, ScreenProblem, SecretNotShown, SecretRefused, SessionLost } from './errors.ts';
export { excerpt } from './excerpt.ts';
export type { Access, Details, Finding, Left } from './finding.ts';
export type {
  ConfirmedWord,
  Diagnosis,
  KeptScreen,
  Portal,
  PortalScreens,
  PortalWords,
  Replayed,
  Spot,
} from './portal.ts';
export { until } from './wait.ts';
export { type Term, Words } from './words.ts';
