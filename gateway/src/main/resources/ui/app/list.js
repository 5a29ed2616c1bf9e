// The owner's links: newest first, searched, a page at a time.
import { links } from 'millrace/api.js';
import { copy, h } from 'millrace/dom.js';
import { ago, bare, dateTime } from 'millrace/format.js';

export class LinkList {
  constructor() {
    this.query = '';
    this.tag = '';
    this.search = h('input', { type: 'search', placeholder: 'Search titles and hosts', 'aria-label': 'Search links', oninput: () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.filter(this.search.value.trim(), ''), 250);
    } });
    this.chosen = h('button', { class: 'tag', type: 'button', hidden: true, onclick: () => this.filter('', '') });
    this.body = h('tbody');
    this.more = h('button', { class: 'button', type: 'button', hidden: true, onclick: () => this.load() }, 'Show more');
    this.empty = h('div', { class: 'empty welcome', hidden: true });
    this.table = h('div', { class: 'scroll' }, h('table', { class: 'links' },
      h('thead', {}, h('tr', {}, h('th', {}, 'Link'), h('th', { class: 'wide-only' }, 'Made'), h('th', {}, h('span', { class: 'hidden-text' }, 'Actions')))),
      this.body));
    this.element = h('section', { class: 'card', 'aria-label': 'Links' },
      h('header', {}, h('h2', {}, 'Links'), this.chosen, h('div', { class: 'search' }, this.search)),
      this.table, this.empty, this.more);
  }

  filter(query, tag) {
    this.query = query;
    this.tag = tag;
    if (tag) this.search.value = '';
    this.chosen.hidden = !tag;
    this.chosen.textContent = `#${tag} ✕`;
    this.chosen.setAttribute('aria-label', `Only with the tag ${tag}; show all`);
    this.load(true);
  }

  async load(anew = false) {
    const asked = (this.asked = {});
    const query = { limit: anew || !this.next ? 12 : 25 };
    if (this.query) query.q = this.query;
    if (this.tag) query.tag = this.tag;
    if (!anew && this.next) query.cursor = this.next;
    try {
      const page = await links.page(query);
      if (asked !== this.asked) return;
      if (anew || !query.cursor) this.body.replaceChildren();
      this.body.append(...page.items.map(link => this.row(link)));
      this.next = page.next;
      this.more.hidden = !page.next;
      this.showEmpty();
    } catch (e) {
      this.empty.hidden = false;
      this.empty.replaceChildren(h('p', { class: 'problem' }, e.message));
    }
  }

  showEmpty() {
    const none = this.body.children.length === 0;
    this.table.hidden = none;
    this.empty.hidden = !none;
    this.empty.replaceChildren(...(this.query || this.tag
      ? [h('p', {}, 'No link matches.')]
      : [h('p', {}, 'No links yet. Shorten an address above, or from a terminal:'),
        h('pre', {}, `curl -H 'Content-Type: text/plain' --data 'https://example.com/a/long/path' ${location.host}/api/v1/links`),
        h('p', {}, 'To see a busy site in a minute, run ', h('code', {}, './millrace demo'), ' beside ', h('code', {}, './millrace up'), '.')]));
  }

  /** Puts a new link on top at once; the list itself follows a moment later. */
  made(link) {
    this.table.hidden = false;
    this.empty.hidden = true;
    this.body.prepend(this.row(link));
  }

  row(link) {
    const short = link.url ?? `${location.origin}/${link.key}`;
    return h('tr', { 'data-key': link.key },
      h('td', {},
        h('a', { class: 'title', href: `#/links/${encodeURIComponent(link.key)}` }, link.title || bare(short)),
        h('span', { class: 'target', title: link.target }, link.title ? `${bare(short)} → ` : '→ ', bare(link.target)),
        (link.tags ?? []).map(tag => h('button', { class: 'tag', type: 'button', onclick: () => this.filter('', tag) }, '#' + tag))),
      h('td', { class: 'wide-only soft' }, h('time', { datetime: link.createdAt, title: dateTime(link.createdAt) }, ago(link.createdAt))),
      h('td', { class: 'right' }, h('button', { class: 'button', type: 'button', 'aria-label': 'Copy ' + short, onclick: () => copy(short) }, 'Copy')));
  }
}
