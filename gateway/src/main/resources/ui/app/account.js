// Three pages by address: /signin, /register and /account.
import { me } from 'millrace/api.js';
import { copy, h, toast } from 'millrace/dom.js';
import { startTheme } from 'millrace/theme.js';
import { showWho } from 'millrace/who.js';

const main = document.getElementById('main');
const SCOPES = ['links:read', 'links:write', 'pastes:read', 'pastes:write', 'posts:read', 'posts:write', 'telemetry:read', 'account:read', 'account:write'];

const field = (label, attributes) => h('label', { class: 'field' }, label, h('input', attributes));
const newPassword = { name: 'password', type: 'password', minlength: 8, maxlength: 200, required: true, autocomplete: 'new-password' };

/** A card with a form; `send` gets its fields, and what it throws is told below them. */
function formCard(level, title, button, send, ...content) {
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const submit = h('button', { class: 'button main' }, button);
  const form = h('form', { class: 'form', onsubmit: async event => {
    event.preventDefault();
    submit.disabled = true;
    problem.hidden = true;
    try {
      await send(new FormData(form), form);
    } catch (e) {
      problem.textContent = e.message;
      problem.hidden = false;
    } finally {
      submit.disabled = false;
    }
  } }, h(level, {}, title), content, h('div', { class: 'actions' }, submit), problem);
  return h('section', { class: 'card', 'aria-label': title }, form);
}

function goOn(known) {
  location.assign(known.mustChangePassword ? '/account' : '/dashboard');
}

function signInView() {
  return [
    formCard('h1', 'Sign in', 'Sign in', async data => goOn(await me.signIn({ userName: data.get('userName'), password: data.get('password') })),
      field('User name', { name: 'userName', required: true, autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' }),
      field('Password', { name: 'password', type: 'password', required: true, autocomplete: 'current-password' })),
    h('p', { class: 'soft' }, 'No account yet? ', h('a', { href: '/register' }, 'Register')),
  ];
}

function registerView() {
  return [
    formCard('h1', 'Register', 'Register', async data => {
      const userName = data.get('userName');
      const password = data.get('password');
      const made = await me.register({ userName, email: data.get('email'), password });
      await me.signIn({ userName, password });
      main.replaceChildren(h('section', { class: 'card form' }, h('h1', {}, 'Welcome, ' + made.userName),
        ...shownOnce(made.apiKey), h('div', { class: 'actions' }, h('a', { class: 'button main', href: '/dashboard' }, 'Go on'))));
      await showWho();
    },
    field('User name', { name: 'userName', required: true, minlength: 3, maxlength: 30, pattern: '[A-Za-z0-9._\\-]{3,30}', title: '3 to 30 of a-z 0-9 . _ -', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' }),
    field('E-mail address', { name: 'email', type: 'email', required: true, autocomplete: 'email' }),
    field('Password, at least 8 characters', newPassword)),
    h('p', { class: 'soft' }, 'You have an account? ', h('a', { href: '/signin' }, 'Sign in')),
  ];
}

function shownOnce(key) {
  return [
    h('p', {}, 'This is your API key. It is shown this once, so keep it where programs of yours find it:'),
    h('code', { class: 'secret' }, key),
    h('div', { class: 'actions' }, h('button', { class: 'button', type: 'button', onclick: () => copy(key) }, 'Copy the key')),
  ];
}

function passwordCard(known) {
  return formCard('h2', 'Password', 'Change the password', async (data, form) => {
    await me.edit({ password: data.get('password'), currentPassword: data.get('currentPassword') });
    form.reset();
    toast('The password is changed, and other browsers are signed out');
    if (known.mustChangePassword) await accountView();
  },
  known.mustChangePassword && h('p', { role: 'status' }, 'Choose a password of your own before you go on.'),
  field(known.mustChangePassword ? 'The one-time password' : 'Present password', { name: 'currentPassword', type: 'password', required: true, autocomplete: 'current-password' }),
  field('New password, at least 8 characters', newPassword));
}

function profileCard(known) {
  return formCard('h1', known.userName, 'Save', async data => {
    const fields = { displayName: data.get('displayName').trim() || null, approvesFollowers: data.has('approvesFollowers') };
    if (data.get('email').trim()) fields.email = data.get('email').trim();
    await me.edit(fields);
    await showWho();
    toast('Saved');
  },
  h('dl', { class: 'facts' },
    h('div', {}, h('dt', {}, 'Role'), h('dd', {}, known.role)),
    known.lastSignIn && h('div', {}, h('dt', {}, 'Last sign-in'), h('dd', {}, new Date(known.lastSignIn).toLocaleString()))),
  field('How you are called', { name: 'displayName', maxlength: 50, value: known.displayName ?? '', autocomplete: 'name' }),
  field('E-mail address', { name: 'email', type: 'email', value: known.email ?? '', autocomplete: 'email' }),
  h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'approvesFollowers', checked: known.approvesFollowers }), 'Ask me before somebody follows me'));
}

class Keys {
  constructor() {
    this.rows = h('tbody');
    this.made = h('div', { class: 'form', 'aria-live': 'polite' });
    this.elements = [
      h('section', { class: 'card', 'aria-label': 'API keys' }, h('h2', {}, 'API keys'),
        h('div', { class: 'scroll', tabindex: 0 }, h('table', { class: 'keys' },
          h('thead', {}, h('tr', {}, ['Name', 'Good for', 'Last used', ''].map(text => h('th', {}, text || h('span', { class: 'hidden-text' }, 'Revoke'))))),
          this.rows)), this.made),
      formCard('h2', 'A new key', 'Make a key', (data, form) => this.make(data, form),
        field('What to call it', { name: 'name', required: true, maxlength: 100, placeholder: 'laptop' }),
        h('fieldset', { class: 'checks' }, h('legend', {}, 'Good for'),
          SCOPES.map(scope => h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'scopes', value: scope, checked: scope.startsWith('links') }), scope)))),
    ];
  }

  async make(data, form) {
    const key = await me.makeKey({ name: data.get('name'), scopes: data.getAll('scopes') });
    form.reset();
    this.made.replaceChildren(...shownOnce(key.key));
    await this.load();
  }

  async load() {
    const keys = await me.keys();
    this.rows.replaceChildren(...keys.map(key => h('tr', {},
      h('td', {}, key.name),
      h('td', {}, key.scopes.length === SCOPES.length ? 'everything' : key.scopes.map(scope => h('span', { class: 'tag' }, scope))),
      h('td', { class: 'soft' }, key.lastUsedAt ? new Date(key.lastUsedAt).toLocaleDateString() : 'never'),
      h('td', { class: 'right' }, h('button', { class: 'button danger', type: 'button', 'aria-label': 'Revoke ' + key.name, onclick: () => this.revoke(key) }, 'Revoke')))));
  }

  async revoke(key) {
    try {
      await me.revokeKey(key.id);
      toast(key.name + ' is revoked');
      await this.load();
    } catch (e) {
      toast(e.message);
    }
  }
}

function exportCard() {
  return h('section', { class: 'card form', 'aria-label': 'Your data' }, h('h2', {}, 'Your data'),
    h('p', {}, 'Everything that is yours: the account, links, pastes with all their texts, posts, whom you follow, usage, and who visited.'),
    h('div', { class: 'actions' }, h('a', { class: 'button', href: me.export, download: '' }, 'Download everything')));
}

function closeCard(known) {
  return formCard('h2', 'Close the account', 'Close it for ever', async data => {
    if (data.get('confirm').trim() !== known.userName) throw new Error('Type your user name to confirm');
    await me.close(data.get('password'));
    location.assign('/signin');
  },
  h('p', {}, 'All keys and sessions end at once, your links and pastes are taken away within minutes, and the name is not given to anybody else.'),
  field('Your user name, to confirm', { name: 'confirm', required: true, autocomplete: 'off' }),
  field('Your password', { name: 'password', type: 'password', required: true, autocomplete: 'current-password' }));
}

async function accountView() {
  const known = await showWho();
  if (known.anonymous) {
    location.replace('/signin');
    return;
  }
  if (known.mustChangePassword) {
    main.replaceChildren(h('h1', { class: 'hidden-text' }, known.userName), passwordCard(known));
    return;
  }
  const keys = new Keys();
  main.replaceChildren(profileCard(known), ...keys.elements, passwordCard(known), exportCard(), closeCard(known));
  await keys.load();
}

startTheme();
const views = { '/signin': ['Sign in', signInView], '/register': ['Register', registerView] };
const view = views[location.pathname];
document.title = (view ? view[0] : 'Account') + ' · Millrace';
if (view) main.replaceChildren(...view[1]());
else accountView().catch(e => (e.status === 401 ? location.replace('/signin') : toast(e.message)));
