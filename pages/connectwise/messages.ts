import { anyOf, busy } from '../phrases.ts';

/**
 * What ConnectWise's messages mean, by the phrases in them.
 * No source has the wording of any of them (PRODUCT.md A5, B, C2, D2: gaps), so they are what such an application says.
 */
export const messages = {
  /** The record was stored. A text that is also `refused` doesn't count. */
  saved: anyOf(
    // In so many words.
    'success',
    /\b(ha(s|ve) been|was|were) (saved|updated|created|added)\b/,
    /record (saved|updated|created)/,
    // 'Saved', 'Saved at 10:15'.
    /^saved\b/,
    // A short line that ends in it: 'API Member "kwreports" saved.'
    /^(?!.*\b(not|never)\b)[\w"'() -]{0,60}\bsaved[.!]?$/,
  ),

  /** The record was not stored, and a person must change something. */
  refused: anyOf(
    // It says that nothing was stored.
    /(\bnot|n['’]t|\bnever|\bnothing)\b[^.;]{0,25}\b(saved|updated|created|success(ful(ly)?)?)\b/,
    /\bunsuccess/,
    'failed',
    'error',
    // A field is empty or has a wrong value.
    'required',
    'must ',
    /please (enter|select|choose|correct)/,
    'invalid',
    'not valid',
    'incorrect',
    'too long',
    'longer than',
    // There is one already, or none any more.
    'already exists',
    'already in use',
    'duplicate',
    'no longer exists',
    // It is not allowed.
    /cannot|can't|can not/,
    'not allowed',
    'permission',
    'not authori',
    'denied',
    'locked',
  ),

  /** The server has trouble of its own: the record may have been stored, or not. */
  unclear: anyOf(
    // The server failed.
    'internal server',
    'server error',
    'unexpected',
    /an error (has )?occurred/,
    /(error|status) 5\d\d/,
    'went wrong',
    'try again',
    // The answer did not come through.
    /time.?out/,
    'timed out',
    'network',
    'connection',
    'could not be reached',
    // Not 'will be unavailable on Sunday', which announces maintenance.
    /(?<!\bwill be )unavailable/,
  ),

  /** Beside a list that looks empty: the list could not be loaded. */
  notLoaded: anyOf(
    'internal server',
    'server error',
    /(unexpected|an) error\b/,
    /error 5\d\d/,
    'timed out',
    'went wrong',
    /(could not|couldn't|cannot|unable to|failed to) (be )?(load|read|get|retriev|reach|fetch|display|connect)/,
  ),

  busy,

  /** The session is over. */
  sessionEnded: anyOf(
    /session (has |was |is )?(expired|ended|timed out|lost)/,
    'logged out',
    /log ?in again/,
    /sign ?in again/,
    /no longer (logged|signed) in/,
  ),

  /** A question about unsaved changes. */
  leaving: anyOf(
    'unsaved',
    /save (your |the )?changes/,
    /changes (will|have|were|you made)/,
    'without saving',
    'discard',
    /leave (this|the) (page|screen|record)/,
  ),

  /** Such a question asks whether to lose the changes, and not whether to save them: yes leaves. */
  losing: anyOf('lose', 'lost', 'discard', 'leave', 'without saving'),
};
