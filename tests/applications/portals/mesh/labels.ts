import { Words } from 'keywright/portal';
import { signInPack } from 'keywright/screen';

/** What the portal's screens say: `words/en.yaml`. */
export const words = new Words(
  new URL('words/', import.meta.url),
  {
    tokens: ['heading', 'create', 'new', 'name', 'ok', 'user', 'password', 'remove', 'columnName'],
    account: ['groups'],
    menu: ['signOut'],
    answers: ['dismiss'],
  },
  signInPack,
);

export const labels = words.terms;
