import { html, raw } from 'hono/html';
import { ENDING } from '../../web/client-files.ts';
import type { SignedIn } from './session.ts';
import type { MspcfoVariants } from './variants.ts';

export type Html = ReturnType<typeof html>;

/** What the browser's side needs to know before it can start. */
export interface Boot {
  variants: MspcfoVariants;
  /** Milliseconds that all waiting is scaled by. */
  delay: number;
}

export const MARK = raw(`<svg width="30" height="30" viewBox="0 0 30 30" aria-hidden="true">
<rect width="30" height="30" rx="8" fill="#12b981"/>
<path d="M7 21V14M12.5 21V9M18 21v-5M23.5 21V7" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>`);
const CHEVRON = raw(
  '<svg class="chevron" width="10" height="6" viewBox="0 0 10 6" fill="none" stroke="currentColor" ' +
    'stroke-width="1.6" aria-hidden="true"><path d="m1 1 4 4 4-4"/></svg>',
);

const NAVIGATION = [
  ['/dashboard', 'Dashboard'],
  ['/agreements', 'Agreements'],
  ['/receivables', 'Receivables'],
] as const;

/** A page without the application's frame: sign-in, and the inside of the credentials' frame. */
export const barePage = (title: string, className: string, body: Html, boot?: Boot) =>
  html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · MSPCFO</title>
        <link rel="stylesheet" href="/assets/app.css" />
        ${boot ? bootScripts(boot) : ''}
      </head>
      <body class="${className}">
        ${body}
      </body>
    </html>`;

/** A page of the application, for somebody who is signed in. */
export function appPage(title: string, path: string, { state, user, session }: SignedIn, boot: Boot, body: Html) {
  const { flash } = session;
  delete session.flash;
  const initials = user.name
    .split(' ')
    .map((part) => part[0])
    .join('')
    .slice(0, 2);
  const menu =
    boot.variants.menu === 'built-once'
      ? accountMenu(boot.variants, true)
      : html`<template>${accountMenu(boot.variants, false)}</template>`;
  return barePage(
    title,
    'app',
    html` <header class="top">
        <a class="brand" href="/dashboard">${MARK}<span>MSPCFO</span></a>
        <nav>
          ${NAVIGATION.map(([to, name]) => html`<a href="${to}" class="${to === path ? 'here' : ''}">${name}</a>`)}
        </nav>
        <div class="customer">${state.companyName}</div>
        <div class="account" id="account">
          ${accountTrigger(user.name, initials, boot.variants)}${menu}
        </div>
      </header>
      <main>${flash === undefined ? '' : html`<div class="notice good" role="status">${flash}</div>`}${body}</main>
      <footer>Practice portal for rehearsals. Not the MSPCFO service; all figures are made up.</footer>`,
    boot,
  );
}

const bootScripts = (boot: Boot) =>
  html`<script id="boot" type="application/json">${raw(JSON.stringify(boot).replaceAll('<', '\\u003c'))}</script>
    <script type="module" src="/assets/main${ENDING}"></script>`;

function accountTrigger(name: string, initials: string, { buttons }: MspcfoVariants) {
  const inside = html`<span class="avatar">${initials}</span><span class="who">${name}</span>${CHEVRON}`;
  return buttons === 'button'
    ? html`<button type="button" class="trigger" aria-haspopup="true">${inside}</button>`
    : html`<div class="trigger" tabindex="0">${inside}</div>`;
}

function accountMenu(variants: MspcfoVariants, hidden: boolean) {
  const entries: [name: string, to: string][] = [
    ['Profile', '/profile'],
    ['Company Settings', '/settings/company'],
    ['Api Credentials', '/settings/api-credentials'],
    ['Sign Out', '/signout'],
  ];
  return html`<div class="pull-down" ${hidden ? 'hidden' : ''}>
    ${entries.map(([name, to]) => {
      if (variants.menuEntries === 'link') return html`<a class="entry" href="${to}">${name}</a>`;
      return variants.menuEntries === 'div'
        ? html`<div class="entry" data-to="${to}">${name}</div>`
        : html`<button type="button" class="entry" data-to="${to}">${name}</button>`;
    })}
  </div>`;
}
