// Chooses the view from the address: #/ mine, #/site, #/links/<key>; each with ?range=.
import { telemetry } from 'millrace/api.js';
import { createCard } from 'millrace/create.js';
import { h } from 'millrace/dom.js';
import { LinkCard } from 'millrace/link.js';
import { LinkList } from 'millrace/list.js';
import { picker } from 'millrace/range.js';
import { ReportView } from 'millrace/report.js';
import { startTheme } from 'millrace/theme.js';
import { showWho } from 'millrace/who.js';

const main = document.getElementById('main');
let report;
let place;

/** A part of the address as it was meant; as it stands where it is not encoded as it should be. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function route() {
  const [path, query] = (location.hash.slice(1) || '/').split('?');
  const range = new URLSearchParams(query).get('range') ?? undefined;
  const link = /^\/links\/([^/]+)$/.exec(path)?.[1];
  report?.stop();
  const parts = link ? linkView(decoded(link)) : path === '/site' ? siteView() : myView();
  report = new ReportView(parts.path, !link, range);
  for (const tab of document.querySelectorAll('.tabs a')) {
    if (tab.dataset.tab === parts.tab) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  document.title = parts.title + ' · Millrace';
  const choose = chosen => (location.hash = `${path}?range=${chosen}`);
  main.replaceChildren(
    ...parts.before,
    h('div', { class: 'bar' }, parts.heading, h('span', { class: 'grow' }), report.state, picker(range, choose)),
    ...report.elements,
    ...parts.after);
  report.start();
  if (place !== undefined && place !== path) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  place = path;
}

function myView() {
  const list = new LinkList();
  list.load();
  return {
    tab: 'mine', title: 'My links', path: telemetry.mine, heading: h('h1', {}, 'My links'),
    before: [createCard(link => list.made(link))], after: [list.element],
  };
}

function siteView() {
  return { tab: 'site', title: 'Whole site', path: telemetry.site, heading: h('h1', {}, 'Whole site'), before: [], after: [] };
}

function linkView(key) {
  const card = new LinkCard(key);
  card.load();
  return { tab: 'mine', title: '/' + key, path: telemetry.link(key), heading: h('h2', {}, 'Visits'), before: [card.element], after: [] };
}

startTheme();
showWho()
  // Others would be refused.
  .then(known => (document.querySelector('.tabs [data-tab=site]').hidden = known.role !== 'admin'))
  .catch(e => e.status === 401 && location.replace('/signin'));
addEventListener('hashchange', route);
route();
