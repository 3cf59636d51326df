/** What a message of a portal may mean. */
export type Meaning =
  /** It was stored. */
  | 'saved'
  /** Nothing was stored, in so many words. */
  | 'not saved'
  /** Something was not accepted: a person must change something. */
  | 'refused'
  /** The server has trouble of its own: it may have been stored, or not. */
  | 'unclear'
  /** Somebody else has it open: nothing was stored, and later it may be. */
  | 'busy'
  /** Beside a list that looks empty: the list could not be loaded. */
  | 'not loaded'
  | 'session over'
  /** It asks about unsaved changes. */
  | 'leaving'
  /** Such a question asks whether to lose the changes, and not whether to save them: yes leaves. */
  | 'losing'
  | 'saving changes'
  /** It asks whether to do something for the person who is signed in, beside all that a job is for. */
  | 'offer'
  /** It wants a person to agree to something. Of cookies it is not told. */
  | 'consent'
  /** It is gone. */
  | 'removed'
  /** A connection works, does not work, or does not work yet; it is still being tested. */
  | 'works'
  | 'fails'
  | 'not yet'
  | 'checking'
  /** Of a sign-in page: it is about who signs in, and not about trouble of the server. */
  | 'who signs in';

/** One row: a phrase and what a text means that holds it. */
export interface Phrase {
  /** A text stands for itself, a pattern for what it matches, whatever the case. */
  says: string | RegExp;
  means: Meaning | readonly Meaning[];
  /** A message that it was made for, understood as a whole. */
  example: string;
  /** Where the wording was seen; nothing where no source has it: then it is what such an application says. */
  source?: string;
}
