// One link: what it is, and changing it.
import { links } from 'millrace/api.js';
import { copy, h, toast } from 'millrace/dom.js';
import { bare, dateTime, number } from 'millrace/format.js';

export class LinkCard {
  constructor(key) {
    this.key = key;
    this.element = h('section', { class: 'card', 'aria-label': 'Link' }, h('p', { class: 'soft' }, 'Loading…'));
  }

  async load() {
    try {
      this.link = await links.get(this.key);
      this.show();
    } catch (e) {
      this.element.replaceChildren(h('p', { class: 'problem', role: 'alert' }, e.message), h('p', {}, h('a', { href: '#/' }, 'Back to all links')));
    }
  }

  show() {
    const link = this.link;
    const short = link.url ?? `${location.origin}/${link.key}`;
    const fact = (label, value) => value && h('div', {}, h('dt', {}, label), h('dd', {}, value));
    this.element.replaceChildren(h('div', { class: 'link-head' },
      h('div', {},
        h('h1', {}, link.title || bare(short)),
        h('dl', { class: 'facts' },
          fact('Address', h('a', { href: short, target: '_blank', rel: 'noopener' }, bare(short))),
          fact('Leads to', h('a', { href: link.target, target: '_blank', rel: 'noopener noreferrer' }, bare(link.target)))),
        h('dl', { class: 'facts' },
          fact('Made', dateTime(link.createdAt)),
          fact('Ends', link.expiresAt && dateTime(link.expiresAt)),
          fact('Visits allowed', link.maxVisits && number(link.maxVisits)),
          fact('Visible to', link.visibility === 'private' && 'you and those you named'),
          fact('Tags', link.tags?.length > 0 && link.tags.map(tag => h('span', { class: 'tag' }, '#' + tag)))),
        h('div', { class: 'actions' },
          h('button', { class: 'button main', type: 'button', onclick: () => copy(short) }, 'Copy'),
          h('button', { class: 'button', type: 'button', onclick: () => this.edit() }, 'Edit'),
          h('button', { class: 'button danger', type: 'button', onclick: () => this.remove() }, 'Delete'))),
      h('img', { class: 'qr', src: links.qr(link.key), alt: 'QR code of the short address', width: 104, height: 104 })));
  }

  edit() {
    const link = this.link;
    const field = (label, attributes, wide) => h('label', { class: 'field' + (wide ? ' wide' : '') }, label, h('input', attributes));
    const problem = h('p', { class: 'problem wide', role: 'alert', hidden: true });
    const local = new Date(new Date(link.expiresAt) - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    const form = h('form', { class: 'edit', onsubmit: async event => {
      event.preventDefault();
      const data = new FormData(form);
      const fields = {
        target: data.get('target').trim(),
        title: data.get('title').trim() || null,
        tags: data.get('tags').split(',').map(tag => tag.trim()).filter(Boolean),
      };
      if (data.get('expiresAt') && data.get('expiresAt') !== local) fields.expiresAt = new Date(data.get('expiresAt')).toISOString();
      try {
        this.link = await links.edit(link, fields);
        toast('Saved');
        this.show();
      } catch (e) {
        problem.textContent = e.message;
        problem.hidden = false;
      }
    } },
    field('Leads to', { name: 'target', type: 'url', required: true, value: link.target }, true),
    field('Title', { name: 'title', maxlength: 200, value: link.title ?? '' }),
    field('Tags, with commas between', { name: 'tags', value: (link.tags ?? []).join(', ') }),
    field('Ends on', { name: 'expiresAt', type: 'datetime-local', value: local }),
    problem,
    h('div', { class: 'actions wide' },
      h('button', { class: 'button main' }, 'Save'),
      h('button', { class: 'button', type: 'button', onclick: () => this.show() }, 'Cancel')));
    this.element.replaceChildren(form);
    form.querySelector('input').focus();
  }

  async remove() {
    if (!confirm(`Delete ${this.key}? Its address stops working at once and is not given out again.`)) return;
    try {
      await links.remove(this.link);
      toast('Deleted ' + this.key);
      location.hash = '#/';
    } catch (e) {
      toast(e.message);
    }
  }
}
