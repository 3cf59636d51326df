import { html } from 'hono/html';
import type { Html } from './layout.ts';
import { press } from './press.ts';
import type { ConnectionResult, MspcfoState, StoredCredentials } from './state.ts';
import type { MspcfoVariants } from './variants.ts';
import { FIELD_LABELS, type FieldName } from './wording.ts';

const FIELDS: FieldName[] = ['publicKey', 'privateKey', 'serverUrl', 'companyId'];
const EXAMPLES: Record<FieldName, string> = {
  publicKey: '',
  privateKey: '',
  serverUrl: 'na.myconnectwise.net',
  companyId: '',
};

const moment = (iso: string) =>
  `${new Date(iso).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })} UTC`;

/** The connection in words. The browser's side puts a new one in its place. */
export function connectionStatus({
  credentials,
  connection,
  checking,
}: Pick<MspcfoState, 'credentials' | 'connection' | 'checking'>): Html {
  if (checking) return status(' busy', 'checking', html`<i class="spinner"></i>Checking…`);
  if (credentials === undefined && connection === undefined) return status('', 'none', 'Not connected.');
  if (connection === undefined) return status('', 'untested', 'Not tested yet. Press Test connection.');
  return tested(connection);
}

const tested = ({ ok, message, at }: ConnectionResult) =>
  status(
    ok ? ' good' : ' bad',
    ok ? 'connected' : 'failed',
    html`${message}<span class="when">Tested ${moment(at)}</span>`,
  );

/** Short enough that the formatter adds no spaces around the words. */
const status = (look: string, state: string, words: Html | string) =>
  html`<div class="status${look}" data-status="${state}" role="status">${words}</div>`;

/** The list of connections: one, and room for it. */
export function credentialsList(state: MspcfoState, variants: MspcfoVariants): Html {
  const { credentials } = state;
  return html`<div class="panel" data-panel="list">
    <div class="head"><h1>Api Credentials</h1></div>
    <section class="card">
      ${credentials === undefined ? html`<p class="empty">No credentials stored</p>` : ''}
      <table class="figures records">
        <thead>
          <tr>
            <th>Service</th>
            <th>Public key</th>
            <th>Server</th>
            <th>Connection</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>ConnectWise PSA</td>
            <td>${credentials?.publicKey ?? '–'}</td>
            <td>${credentials?.serverUrl ?? '–'}</td>
            <td>${connectionStatus(state)}</td>
            <td class="number">${press('edit', 'Edit', variants)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  </div>`;
}

/** The form. The private key is never in it: what is stored is only said to be stored. */
export function credentialsForm(state: MspcfoState, variants: MspcfoVariants, idsFrom: number): Html {
  const { credentials } = state;
  const labels = FIELD_LABELS[variants.labelWording];
  const boxes = FIELDS.map((name, n) =>
    field(name, labels[name], `:r${(idsFrom + n).toString(36)}:`, credentials, variants),
  );
  const stored =
    credentials === undefined
      ? 'No credentials stored'
      : html`Stored by ${credentials.savedBy} on ${moment(credentials.savedAt)}`;
  const presses = [
    press('save', 'Save', variants, { main: true, disabled: variants.saveButton === 'after-change' }),
    press('test', 'Test connection', variants, { disabled: credentials === undefined }),
    ...(credentials !== undefined && variants.removal === 'button'
      ? [press('remove', variants.removeButton, variants)]
      : []),
  ];
  return html`<div class="panel" data-panel="form">
    <div class="head">
      <h1>Api Credentials</h1>
      ${variants.records === 'list' ? press('back', 'Back', variants) : ''}
    </div>
    <section class="card narrow">
      <h2>ConnectWise PSA</h2>
      <p class="lead">
        MSPCFO reads reports from ConnectWise with the keys of an API member. Once stored, the private key is not
        shown again.
      </p>
      <p class="empty">${stored}</p>
      <form data-form novalidate autocomplete="off">
        ${
          variants.labelStyle === 'beside'
            ? html`<table class="beside">
                <tbody>
                  ${boxes}
                </tbody>
              </table>`
            : boxes
        }
        <div class="problem" data-problem hidden role="alert"></div>
        <div class="presses">
          ${presses}
        </div>
      </form>
      <div class="connection">
        <h3>Connection</h3>
        <div data-connection>${connectionStatus(state)}</div>
      </div>
    </section>
  </div>`;
}

function field(
  name: FieldName,
  label: string,
  id: string,
  credentials: StoredCredentials | undefined,
  variants: MspcfoVariants,
): Html {
  const storedKey = name === 'privateKey' && credentials !== undefined;
  const required = credentials === undefined || (variants.removal === 'button' && !storedKey);
  const empty = { stored: false, required: variants.removal === 'button' };
  const box =
    storedKey && variants.privateKeyStored === 'replace'
      ? html`<div class="replaceable" data-replaceable>
          <span>${variants.labelStyle === 'placeholder' ? `${label}: stored` : 'Stored'}</span
          >${press('replace', 'Replace', variants)}<template
            >${input(name, label, id, '', empty, variants)}</template
          >
        </div>`
      : input(
          name,
          label,
          id,
          name === 'privateKey' ? '' : (credentials?.[name] ?? ''),
          { stored: storedKey, required },
          variants,
        );
  const problem = html`<div class="field-problem" data-problem-of="${name}" hidden></div>`;
  const hint =
    storedKey && variants.privateKeyStored !== 'replace' ? html`<div class="hint">${storedText(variants)}</div>` : '';
  if (variants.labelStyle === 'placeholder')
    return html`<div class="field">
      ${box}${hint}${problem}
    </div>`;
  const caption =
    variants.labelLink === 'for'
      ? html`<label for="${id}">${label}</label>`
      : html`<div class="caption">${label}</div>`;
  return variants.labelStyle === 'beside'
    ? html`<tr>
        <td>${caption}</td>
        <td>${box}${problem}</td>
      </tr>`
    : html`<div class="field">${caption}${box}${problem}</div>`;
}

const storedText = ({ privateKeyStored }: MspcfoVariants) =>
  privateKeyStored === 'dots' ? '••••••••••••••••' : 'Stored';

function input(
  name: FieldName,
  label: string,
  id: string,
  value: string,
  { stored, required }: { stored: boolean; required: boolean },
  variants: MspcfoVariants,
) {
  const type = name === 'privateKey' ? variants.privateKeyBox : 'text';
  const placeholder = variants.labelStyle === 'placeholder' ? label : stored ? storedText(variants) : EXAMPLES[name];
  return html`<input
    id="${id}"
    type="${type}"
    data-field="${name}"
    value="${value}"
    placeholder="${placeholder}"
    autocomplete="${type === 'password' ? 'new-password' : 'off'}"
    spellcheck="false"
    ${required ? 'required' : ''}
  />`;
}
