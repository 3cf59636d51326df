import { html } from 'hono/html';
import type { ConnectionResult } from './connection.ts';
import type { Html } from './layout.ts';
import { press } from './press.ts';
import type { MspcfoState, StoredCredentials } from './state.ts';
import type { MspcfoSwitches } from './variants.ts';
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
  if (checking)
    return html`<div class="status busy" data-status="checking" role="status">
      <i class="spinner"></i>Checking…
    </div>`;
  if (credentials === undefined && connection === undefined)
    return html`<div class="status" data-status="none" role="status">Not connected.</div>`;
  if (connection === undefined)
    return html`<div class="status" data-status="untested" role="status">
      Not tested yet. Press Test connection.
    </div>`;
  return tested(connection);
}

const tested = ({ ok, message, at }: ConnectionResult) =>
  html`<div class="status ${ok ? 'good' : 'bad'}" data-status="${ok ? 'connected' : 'failed'}" role="status">
    ${message}<span class="when">Tested ${moment(at)}</span>
  </div>`;

/** The list of connections: one, and room for it. */
export function credentialsList(state: MspcfoState, switches: MspcfoSwitches): Html {
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
            <td class="number">${press('edit', 'Edit', switches)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  </div>`;
}

/** The form. The private key is never in it: what is stored is only said to be stored. */
export function credentialsForm(state: MspcfoState, switches: MspcfoSwitches, idsFrom: number): Html {
  const { credentials } = state;
  const labels = FIELD_LABELS[switches.labelWording];
  const boxes = FIELDS.map((name, n) =>
    field(name, labels[name], `:r${(idsFrom + n).toString(36)}:`, credentials, switches),
  );
  return html`<div class="panel" data-panel="form">
    <div class="head">
      <h1>Api Credentials</h1>
      ${switches.records === 'list' ? press('back', 'Back', switches) : ''}
    </div>
    <section class="card narrow">
      <h2>ConnectWise PSA</h2>
      <p class="lead">
        MSPCFO reads reports from ConnectWise with the keys of an API member. Once stored, the private key is not
        shown again.
      </p>
      ${credentials === undefined ? html`<p class="empty">No credentials stored</p>` : html`<p class="empty">Stored by ${credentials.savedBy} on ${moment(credentials.savedAt)}</p>`}
      <form data-form novalidate autocomplete="off">
        ${
          switches.labelStyle === 'beside'
            ? html`<table class="beside">
                <tbody>
                  ${boxes}
                </tbody>
              </table>`
            : boxes
        }
        <div class="problem" data-problem hidden role="alert"></div>
        <div class="presses">
          ${press('save', 'Save', switches, { main: true, disabled: switches.saveButton === 'after-change' })}${press('test', 'Test connection', switches, { disabled: credentials === undefined })}
          ${credentials !== undefined && switches.removal === 'button' ? press('remove', switches.removeButton, switches) : ''}
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
  switches: MspcfoSwitches,
): Html {
  const storedKey = name === 'privateKey' && credentials !== undefined;
  const required = credentials === undefined || (switches.removal === 'button' && !storedKey);
  const box =
    storedKey && switches.privateKeyStored === 'replace'
      ? html`<div class="replaceable" data-replaceable>
          <span>${switches.labelStyle === 'placeholder' ? `${label}: stored` : 'Stored'}</span
          >${press('replace', 'Replace', switches)}<template
            >${input(name, label, id, '', { stored: false, required: switches.removal === 'button' }, switches)}</template
          >
        </div>`
      : input(
          name,
          label,
          id,
          name === 'privateKey' ? '' : (credentials?.[name] ?? ''),
          { stored: storedKey, required },
          switches,
        );
  const problem = html`<div class="field-problem" data-problem-of="${name}" hidden></div>`;
  if (switches.labelStyle === 'placeholder')
    return html`<div class="field">
      ${box}${storedKey && switches.privateKeyStored !== 'replace' ? html`<div class="hint">${storedText(switches)}</div>` : ''}${problem}
    </div>`;
  const caption =
    switches.labelLink === 'for'
      ? html`<label for="${id}">${label}</label>`
      : html`<div class="caption">${label}</div>`;
  return switches.labelStyle === 'beside'
    ? html`<tr>
        <td>${caption}</td>
        <td>${box}${problem}</td>
      </tr>`
    : html`<div class="field">${caption}${box}${problem}</div>`;
}

const storedText = ({ privateKeyStored }: MspcfoSwitches) =>
  privateKeyStored === 'dots' ? '••••••••••••••••' : 'Stored';

function input(
  name: FieldName,
  label: string,
  id: string,
  value: string,
  { stored, required }: { stored: boolean; required: boolean },
  switches: MspcfoSwitches,
) {
  const type = name === 'privateKey' ? switches.privateKeyBox : 'text';
  const placeholder = switches.labelStyle === 'placeholder' ? label : stored ? storedText(switches) : EXAMPLES[name];
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
