// One paste: its text and what can be done with it.
import { pastes } from 'millrace/api.js';
import { copy, h, toast } from 'millrace/dom.js';
import { dateTime, number } from 'millrace/format.js';
import { mark, render } from 'millrace/lines.js';
import { startTheme } from 'millrace/theme.js';

const main = document.getElementById('main');
const key = decodeURIComponent(location.pathname.split('/')[2]);
const revision = new URLSearchParams(location.search).get('revision');
let lastLine = null;

async function load() {
  try {
    const paste = await pastes.get(key);
    document.title = (paste.name ?? key) + ' · Millrace';
    if (paste.burn) askToBurn(paste);
    else show(paste, await pastes.text(key, revision));
  } catch (e) {
    fail(e);
  }
}

const fail = error => main.replaceChildren(h('section', { class: 'card' }, h('p', { class: 'problem', role: 'alert' }, error.message)));

/** The text is asked for only when somebody says so: opening the page must not burn it. */
function askToBurn(paste) {
  const button = h('button', { class: 'button main', type: 'button', onclick: async () => {
    button.disabled = true;
    try {
      show(paste, await pastes.burn(key));
    } catch (e) {
      fail(e);
    }
  } }, 'Read it and burn it');
  main.replaceChildren(h('section', { class: 'card burn' },
    h('h1', {}, paste.name ?? 'A paste that can be read once'),
    h('p', {}, 'As soon as it is shown it is deleted, for everybody. Copy what you need before you leave the page.'),
    h('div', { class: 'actions' }, button)));
}

function show(paste, text) {
  const { element, language } = render(paste, text);
  const wrap = h('button', { class: 'button', type: 'button', 'aria-pressed': 'false', onclick: () => {
    const wrapped = element.classList.toggle('wrapped');
    wrap.setAttribute('aria-pressed', String(wrapped));
  } }, 'Wrap');
  const fact = (label, value) => value && h('div', {}, h('dt', {}, label), h('dd', {}, value));
  main.replaceChildren(
    h('section', { class: 'card paste-head' },
      h('h1', {}, paste.name ?? paste.key),
      h('dl', { class: 'facts' },
        fact('Language', language ?? paste.language),
        fact('Size', number(new Blob([text]).size) + ' bytes'),
        fact('Made', dateTime(paste.createdAt)),
        fact('Ends', paste.burn ? 'now: it is burnt' : dateTime(paste.expiresAt)),
        fact('Revision', (revision ?? paste.revision) > 1 || paste.revision > 1 ? `${revision ?? paste.revision} of ${paste.revision}` : null)),
      h('div', { class: 'actions' },
        h('button', { class: 'button main', type: 'button', onclick: () => copyText(text) }, 'Copy'),
        wrap,
        paste.burn ? null : [
          h('a', { class: 'button', href: pastes.raw(key, revision) }, 'Raw'),
          h('a', { class: 'button', href: pastes.raw(key, revision) + (revision ? '&' : '?') + 'download' }, 'Download'),
          h('button', { class: 'button', type: 'button', onclick: event => showQr(event.target) }, 'QR'),
          paste.revision > 1 ? h('button', { class: 'button', type: 'button', onclick: event => showRevisions(event.target) }, 'Revisions') : null,
          paste.allow ? h('button', { class: 'button danger', type: 'button', onclick: () => remove(paste) }, 'Delete') : null,
        ])),
    h('section', { class: 'card text', 'aria-label': 'Text', tabindex: 0 }, element));
  element.addEventListener('click', event => chooseLine(event, element));
  mark(element, location.hash)?.scrollIntoView({ block: 'center' });
  addEventListener('hashchange', () => mark(element, location.hash));
}

/** A click on a number marks its line, one with Shift the lines from the last one to it. */
function chooseLine(event, element) {
  const n = Number(event.target.dataset?.n);
  if (!n) return;
  event.preventDefault();
  const hash = event.shiftKey && lastLine ? `#L${Math.min(n, lastLine)}-L${Math.max(n, lastLine)}` : '#L' + n;
  lastLine = event.shiftKey && lastLine ? lastLine : n;
  history.replaceState(null, '', hash);
  mark(element, hash);
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied the text');
  } catch {
    toast('The browser does not allow copying here');
  }
}

function showQr(button) {
  button.replaceWith(h('img', { class: 'qr', src: pastes.qr(key), alt: 'QR code of the address', width: 104, height: 104 }),
    h('button', { class: 'button', type: 'button', onclick: () => copy(location.origin + location.pathname) }, 'Copy address'));
}

async function showRevisions(button) {
  try {
    const page = await pastes.revisions(key);
    button.replaceWith(h('ol', { class: 'revisions', reversed: true }, page.items.map(item =>
      h('li', { value: item.revision }, h('a', { href: `?revision=${item.revision}` }, dateTime(item.at), ', ', number(item.size), ' bytes')))));
  } catch (e) {
    toast(e.message);
  }
}

async function remove(paste) {
  if (!confirm('Delete this paste? Its address stops working at once and is not given out again.')) return;
  try {
    await pastes.remove(paste);
    location.href = '/paste';
  } catch (e) {
    toast(e.message);
  }
}

startTheme();
load();
