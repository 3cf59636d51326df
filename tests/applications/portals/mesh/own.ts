import { ownPortal } from 'keywright/screen';
import { labels, words } from './labels.ts';

/** What its screens have in common. */
export const { View, speech, portal } = ownPortal({
  name: 'mesh',
  title: 'MeshCentral',
  words,
  signedIn: labels.menu.signOut,
  dismiss: labels.answers.dismiss,
});
