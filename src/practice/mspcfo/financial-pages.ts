import { html, raw } from 'hono/html';
import { AGREEMENTS, type Agreement, dollars, MONTHS, marginOf, percent, RECEIVABLES } from './figures.ts';
import type { Html } from './layout.ts';
import type { MspcfoState } from './state.ts';

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

const amountCell = (amount: number) => html`<td class="number">${amount === 0 ? '–' : dollars(amount)}</td>`;

const tile = (name: string, value: string, change: string, good: boolean) =>
  html`<div class="card tile">
    <div class="name">${name}</div>
    <div class="value">${value}</div>
    <div class="${good ? 'up' : 'down'}">${change}</div>
  </div>`;

function chart() {
  const high = 40;
  const bars = MONTHS.map(([revenue, margin], n) => {
    const x = 46 + n * 47;
    const month = new Date(Date.UTC(2025, new Date().getUTCMonth() - 11 + n, 1)).toLocaleString('en-US', {
      month: 'short',
      timeZone: 'UTC',
    });
    return (
      `<rect x="${x}" y="${200 - revenue * 4.6}" width="15" height="${revenue * 4.6}" rx="2" ` +
      `fill="#c7d7f5"/><rect x="${x + 17}" y="${200 - margin * 4.6}" width="15" height="${margin * 4.6}" rx="2" ` +
      `fill="#12b981"/><text x="${x + 16}" y="218">${month}</text>`
    );
  });
  const lines = [0, 10, 20, 30, high].map(
    (value) =>
      `<path d="M38 ${200 - value * 4.6}H610" stroke="#e8ecf3"/><text x="14" y="${204 - value * 4.6}">${value}k</text>`,
  );
  return raw(
    '<svg class="chart" viewBox="0 0 620 226" role="img" aria-label="Recurring revenue and gross margin by ' +
      `month">${lines.join('')}${bars.join('')}</svg>`,
  );
}

const agreementRow = (agreement: Agreement) => {
  const margin = marginOf(agreement);
  return html`<tr>
    <td>${agreement.client}</td>
    <td>${agreement.kind}</td>
    <td class="number">${dollars(agreement.revenue)}</td>
    <td class="number">${dollars(agreement.labour)}</td>
    <td class="number">${dollars(agreement.products)}</td>
    <td class="number">${percent(margin)}</td>
    <td>
      <div class="meter">
        <i class="${margin < 0.35 ? 'low' : ''}" style="width:${Math.round(margin * 100)}%"></i>
      </div>
    </td>
  </tr>`;
};

const agreementTable = (agreements: readonly Agreement[]) =>
  html`<table class="figures">
    <thead>
      <tr>
        <th>Client</th>
        <th>Agreement</th>
        <th class="number">Revenue / mo</th>
        <th class="number">Labor</th>
        <th class="number">Products</th>
        <th class="number">Margin</th>
        <th></th>
      </tr>
    </thead>
    <tbody>
      ${agreements.map(agreementRow)}
    </tbody>
  </table>`;

function source({ connection, credentials }: MspcfoState) {
  if (credentials === undefined)
    return html`<div class="source">Sample data. Connect ConnectWise PSA to see your own.</div>`;
  return html`<div class="source">
    ${connection?.ok ? 'ConnectWise PSA is connected.' : 'ConnectWise PSA is not connected yet.'}
  </div>`;
}

export function dashboard(state: MspcfoState): Html {
  const revenue = sum(AGREEMENTS.map((agreement) => agreement.revenue));
  const margin =
    sum(AGREEMENTS.map((agreement) => agreement.revenue - agreement.labour - agreement.products)) / revenue;
  const overdue = sum(RECEIVABLES.map(({ days30, days60, days90 }) => days30 + days60 + days90));
  const weakest = [...AGREEMENTS].sort((a, b) => marginOf(a) - marginOf(b)).slice(0, 5);
  const late = RECEIVABLES.filter(({ days60, days90 }) => days60 + days90 > 0);
  const tiles = [
    tile('Monthly recurring revenue', dollars(revenue), '▲ 1.6% on last month', true),
    tile('Gross margin', percent(margin), '▲ 0.9 points', true),
    tile('Effective hourly rate', '$148', '▼ $3 on last month', false),
    tile('Service utilization', '73.4%', '▲ 2.1 points', true),
    tile('Overdue receivables', dollars(overdue), '▼ 4.2% on last month', true),
  ];
  return html`<div class="head">
      <h1>Financial dashboard</h1>
      ${source(state)}
    </div>
    <div class="tiles">
      ${tiles}
    </div>
    <div class="columns">
      <section class="card">
        <h2>Recurring revenue and gross margin</h2>
        <div class="legend">
          <i style="background:#c7d7f5"></i>Revenue<i style="background:#12b981"></i>Gross margin
        </div>
        ${chart()}
      </section>
      <section class="card">
        <h2>Receivables by age</h2>
        <table class="figures">
          <tbody>
            ${(['current', 'days30', 'days60', 'days90'] as const).map(
              (age, n) =>
                html`<tr>
                  <td>${['Current', '1 to 30 days', '31 to 60 days', 'Over 60 days'][n]}</td>
                  <td class="number">${dollars(sum(RECEIVABLES.map((row) => row[age])))}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <h3>Longest overdue</h3>
        <table class="figures">
          <tbody>
            ${late.map(
              (row) =>
                html`<tr>
                  <td>${row.client}</td>
                  <td class="number">${dollars(row.days60 + row.days90)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </section>
    </div>
    <section class="card">
      <h2>Agreements to look at</h2>
      ${agreementTable(weakest)}
    </section>`;
}

export const agreements = (state: MspcfoState): Html =>
  html`<div class="head">
      <h1>Agreements</h1>
      ${source(state)}
    </div>
    <section class="card">${agreementTable(AGREEMENTS)}</section>`;

export const receivables = (state: MspcfoState): Html =>
  html`<div class="head">
      <h1>Receivables</h1>
      ${source(state)}
    </div>
    <section class="card">
      <table class="figures">
        <thead>
          <tr>
            <th>Client</th>
            <th class="number">Current</th>
            <th class="number">1 to 30</th>
            <th class="number">31 to 60</th>
            <th class="number">Over 60</th>
            <th class="number">Total</th>
          </tr>
        </thead>
        <tbody>
          ${RECEIVABLES.map(
            ({ client, current, days30, days60, days90 }) =>
              html`<tr>
                <td>${client}</td>
                ${[current, days30, days60, days90, current + days30 + days60 + days90].map(amountCell)}
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
