// Making a paste.
import { pastes } from 'millrace/api.js';
import { copy, h } from 'millrace/dom.js';
import { languages } from 'millrace/lines.js';
import { startTheme } from 'millrace/theme.js';

const LIVES = [['', 'five years'], ['3600', 'an hour'], ['86400', 'a day'], ['604800', 'a week'], ['2592000', '30 days'], ['31536000', 'a year']];

const area = h('textarea', { name: 'text', required: true, spellcheck: 'false', placeholder: 'Paste a text here', 'aria-label': 'The text', rows: 20 });
const field = (label, control) => h('label', { class: 'field' }, label, control);
const input = attributes => h('input', { autocomplete: 'off', ...attributes });
const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
const submit = h('button', { class: 'button main' }, 'Paste');
const made = h('div', { 'aria-live': 'polite' });

const form = h('form', { class: 'paste-form', onsubmit: async event => {
  event.preventDefault();
  submit.disabled = true;
  problem.hidden = true;
  try {
    const paste = await pastes.create(fields());
    if (paste.burn || paste.deleteToken) tell(paste);
    else location.href = paste.url;
  } catch (e) {
    problem.textContent = e.message;
    problem.hidden = false;
  } finally {
    submit.disabled = false;
  }
} },
area,
h('div', { class: 'more' },
  field('Name', input({ name: 'name', maxlength: 200, placeholder: 'notes.txt' })),
  field('Language', h('select', { name: 'language' }, h('option', { value: '' }, 'guess'), languages().map(name => h('option', {}, name)))),
  field('Own address (alias)', input({ name: 'alias', pattern: '[A-Za-z0-9_\\-]{3,64}', title: '3 to 64 of A-Z a-z 0-9 _ -' })),
  field('Ends after', h('select', { name: 'life' }, LIVES.map(([value, label]) => h('option', { value }, label)))),
  h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'burn' }), 'Can be read once'),
  h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'private' }), 'Only for me')),
h('div', { class: 'actions' }, submit), problem, made);

/** Only what was filled in: the server knows the defaults. */
function fields() {
  const data = new FormData(form);
  const wish = { text: area.value };
  for (const name of ['name', 'language', 'alias']) {
    if (data.get(name).trim()) wish[name] = data.get(name).trim();
  }
  if (data.get('life')) wish.expiresAt = new Date(Date.now() + 1000 * Number(data.get('life'))).toISOString();
  if (data.get('burn')) wish.burn = true;
  if (data.get('private')) wish.visibility = 'private';
  return wish;
}

function tell(paste) {
  form.reset();
  made.replaceChildren(h('div', { class: 'made' },
    h('div', {},
      h('a', { class: 'address', href: paste.url }, paste.url),
      paste.deleteToken ? h('p', { class: 'soft' }, 'To delete it later you need this token, which is shown only now: ', h('code', {}, paste.deleteToken)) : null,
      h('div', { class: 'actions' }, h('button', { class: 'button', type: 'button', onclick: () => copy(paste.url) }, 'Copy')))));
}

document.getElementById('main').replaceChildren(h('section', { class: 'card', 'aria-label': 'Make a paste' }, h('h1', {}, 'New paste'), form));
startTheme();
