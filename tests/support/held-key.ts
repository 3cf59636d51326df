import type { TestWorkspace } from './test-workspace.ts';

/** The public key that MSPCFO is made to hold. */
export const HELD = 'PUBLICKEY0123456';

/** Makes MSPCFO hold a key that can be removed. */
export function giveKey({ practice: { mspcfo, connectwise } }: TestWorkspace): void {
  mspcfo.state.credentials = {
    publicKey: HELD,
    privateKey: 'PrivateKeyOfOld1',
    serverUrl: connectwise.url,
    companyId: connectwise.companyId,
    savedAt: '2026-01-05T10:00:00Z',
    savedBy: 'Setup',
  };
}
