import type { Phrase } from './meanings.ts';

/** What applications say, whatever their makers. */
export const COMMON: readonly Phrase[] = [
  { says: 'success', means: 'saved', example: 'You have successfully updated this record.', source: 'PRODUCT.md D4' },
  {
    says: /\b(ha(s|ve) been|was|were) (saved|stored|updated|created|added)\b/,
    means: 'saved',
    example: 'The security settings have been saved.',
  },
  { says: /record (saved|updated|created)/, means: 'saved', example: 'Record updated' },
  { says: /^saved\b/, means: 'saved', example: 'Saved at 10:15' },
  {
    says: /^(?!.*\b(not|never)\b)[\w"'() -]{0,60}\bsaved[.!]?$/,
    means: 'saved',
    example: 'API Member "kwreports" saved.',
  },
  {
    // No head of a column: Last Updated, Date created.
    says: /^(?!.*\b(not|never|last|date|recently)\b)\w[\w"'() -]{2,60} (updated|created|stored)[.!]?$/,
    means: 'saved',
    example: 'Security role updated',
  },

  {
    says: /(\bnot|n['’]t|\bnever|\bnothing)\b[^.;]{0,25}\b(saved|stored|updated|created|changed|success(ful(ly)?)?)\b/,
    means: ['not saved', 'refused'],
    example: 'The record was not successfully saved.',
  },
  { says: /\bunsuccess/, means: ['not saved', 'refused', 'not yet'], example: 'Update unsuccessful.' },

  { says: 'failed', means: 'refused', example: 'Save failed' },
  { says: 'error', means: 'refused', example: 'Error: the Member ID exists already.' },
  { says: 'required', means: 'refused', example: 'Location is required.' },
  { says: 'must ', means: 'refused', example: 'Public Key must have 16 letters.' },
  {
    says: /please (enter|select|choose|correct|fill|check)/,
    means: 'refused',
    example: 'Please enter a different Member ID.',
  },
  { says: 'invalid', means: 'refused', example: 'Member ID is invalid' },
  {
    says: /\bnot (valid|correct|right|recogni[sz]ed|accepted|allowed|authori)/,
    means: 'refused',
    example: 'That address is not valid.',
  },
  { says: 'incorrect', means: 'refused', example: 'The value is incorrect.' },
  { says: /too (long|short|many)\b|(longer|shorter) than/, means: 'refused', example: 'The Member ID is too long.' },
  { says: /already (exists|in use)/, means: 'refused', example: 'This Role ID already exists.' },
  { says: 'duplicate', means: 'refused', example: 'Duplicate Member ID' },
  { says: 'no longer exists', means: 'refused', example: 'The role no longer exists.' },
  {
    says: /cannot|can['’]t|can not|could ?n[o'’]t|could not|unable to/,
    means: 'refused',
    example: 'The record could not be found.',
  },
  { says: 'denied', means: 'refused', example: 'Access denied' },

  { says: 'internal server', means: ['unclear', 'not loaded'], example: 'Internal Server Error' },
  { says: 'server error', means: ['unclear', 'not loaded'], example: 'A server error came up.' },
  { says: 'unexpected', means: 'unclear', example: 'Something unexpected happened.' },
  { says: /an error (has )?occurred/, means: 'unclear', example: 'An error has occurred.' },
  { says: /(error|status) 5\d\d/, means: ['unclear', 'not loaded'], example: 'Error 503' },
  { says: 'went wrong', means: ['unclear', 'not loaded'], example: 'Something went wrong.' },
  { says: /time.?out|timed out/, means: 'unclear', example: 'The request timed out.' },
  { says: 'network', means: 'unclear', example: 'Network problem' },

  {
    says: /session (has |was |is )?(expired|ended|timed out|lost)/,
    means: 'session over',
    example: 'Your session has expired.',
  },
  { says: 'logged out', means: 'session over', example: 'You have been logged out.' },
  { says: /(log|sign) ?in again/, means: 'session over', example: 'Please sign in again.' },
  { says: /no longer (logged|signed) in/, means: 'session over', example: 'You are no longer signed in.' },

  { says: 'unsaved', means: 'leaving', example: 'This record has unsaved changes.' },
  {
    says: /save (your |the )?changes/,
    means: ['leaving', 'saving changes'],
    example: 'Do you want to save your changes?',
  },
  { says: /changes (will|have|were|you made)/, means: 'leaving', example: 'Changes you made are kept.' },
  { says: 'without saving', means: ['leaving', 'losing'], example: 'Go on without saving?' },
  { says: 'discard', means: ['leaving', 'losing'], example: 'Discard what was typed?' },
  { says: /leave (this|the) (page|screen|record)/, means: 'leaving', example: 'Leave this page?' },
  { says: /\b(lose|lost|leave)/, means: 'losing', example: 'Your changes will be lost.' },

  {
    says: /\byour (password|time ?zone|language|browser|profile|home ?page|phone number|picture)\b(?!.*\bagree\b).*\?/,
    means: 'offer',
    example: 'Your password expires in 9 days. Do you want to change it now?',
  },
  {
    says: /\b(take|start|see|want|like|for) (a|the|our) ((quick|short|guided) )?(tour|walk-?through|survey)\b.*\?/,
    means: 'offer',
    example: 'Would you like to take a quick tour of the new menu?',
  },

  {
    says: /^(?!.*\bcookies?\b)(?=.*\b(agree|accept|consent|confirm|read)\b).*\b(terms|conditions|privacy|policy|policies|licen[cs]e)\b/,
    means: 'consent',
    example: 'The terms of use have changed. Please read them and confirm before you go on.',
  },

  {
    says: /too many requests|\brate limit/,
    means: 'busy',
    example: 'Too many requests, please try again later.',
  },
  {
    says: /\b(locked|in use|checked out) by\b/,
    means: 'busy',
    example: 'This record is locked by Dispatch. Please try again later.',
  },
  {
    says: /\b(being|currently) (changed|edited|used|modified) by\b/,
    means: 'busy',
    example: 'The member is being edited by Robin.',
  },

  {
    says: /\b(removed|deleted|cleared|forgotten|unlinked)\b(?![^.?]*\?)/,
    means: 'removed',
    example: 'Your credentials were removed.',
  },

  { says: 'incorrect', means: 'who signs in', example: 'That is incorrect.' },
  { says: 'invalid', means: 'who signs in', example: 'Invalid login' },
  { says: 'password', means: 'who signs in', example: 'Check your password.' },
  { says: /user ?name/, means: 'who signs in', example: 'We do not know this user name.' },
  { says: /e-?mail/, means: 'who signs in', example: 'We do not know this e-mail.' },
  { says: 'company', means: 'who signs in', example: 'No such company' },
  { says: 'account', means: 'who signs in', example: 'Your account is switched off.' },
];
