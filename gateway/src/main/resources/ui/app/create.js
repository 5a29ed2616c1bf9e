// Making a link.
import { links } from 'millrace/api.js';
import { copy, h } from 'millrace/dom.js';

export function createCard(onMade) {
  const target = h('input', { name: 'target', type: 'url', required: true, placeholder: 'https://example.com/a/long/address', 'aria-label': 'The long address', autocomplete: 'off', maxlength: 8192 });
  const field = (label, attributes) => h('label', { class: 'field' }, label, h('input', { autocomplete: 'off', ...attributes }));
  const more = h('div', { class: 'more', hidden: true, id: 'more' },
    field('Own name (alias)', { name: 'alias', pattern: '[A-Za-z0-9_\\-]{3,64}', placeholder: 'spring-sale', title: '3 to 64 of A-Z a-z 0-9 _ -' }),
    field('Title', { name: 'title', maxlength: 200 }),
    field('Tags, with commas between', { name: 'tags', placeholder: 'news, 2026' }),
    field('Ends on', { name: 'expiresAt', type: 'datetime-local' }),
    field('Ends after so many visits', { name: 'maxVisits', type: 'number', min: 1 }));
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const made = h('div', { 'aria-live': 'polite' });
  const submit = h('button', { class: 'button main' }, 'Shorten');
  const toggle = h('button', { type: 'button', class: 'link-button', 'aria-expanded': 'false', 'aria-controls': 'more', onclick: () => {
    more.hidden = !more.hidden;
    toggle.setAttribute('aria-expanded', String(!more.hidden));
  } }, 'More choices');
  const form = h('form', { onsubmit: async event => {
    event.preventDefault();
    submit.disabled = true;
    problem.hidden = true;
    try {
      const link = await links.create(fieldsOf(form));
      form.reset();
      made.replaceChildren(madeLink(link));
      onMade(link);
    } catch (e) {
      problem.textContent = e.message;
      problem.hidden = false;
    } finally {
      submit.disabled = false;
    }
  } },
  h('div', { class: 'line' }, target, submit), more, h('div', { class: 'below' }, toggle, problem), made);
  return h('section', { class: 'card create', 'aria-label': 'Make a short link' }, form);
}

/** Only what was filled in: the server knows the defaults. */
function fieldsOf(form) {
  const data = new FormData(form);
  const text = name => data.get(name)?.trim();
  const fields = { target: text('target') };
  if (text('alias')) fields.alias = text('alias');
  if (text('title')) fields.title = text('title');
  if (text('tags')) fields.tags = text('tags').split(',').map(tag => tag.trim()).filter(Boolean);
  if (text('expiresAt')) fields.expiresAt = new Date(text('expiresAt')).toISOString();
  if (text('maxVisits')) fields.maxVisits = Number(text('maxVisits'));
  return fields;
}

function madeLink(link) {
  return h('div', { class: 'made' },
    h('img', { class: 'qr', src: links.qr(link.key), alt: 'QR code of the short address', width: 84, height: 84 }),
    h('div', {},
      h('a', { class: 'address', href: link.url, target: '_blank', rel: 'noopener' }, link.url),
      h('div', { class: 'target', title: link.target }, link.target),
      h('div', { class: 'actions' },
        h('button', { class: 'button', type: 'button', onclick: () => copy(link.url) }, 'Copy'),
        h('a', { class: 'button', href: `#/links/${encodeURIComponent(link.key)}` }, 'Visits of this link'))));
}
