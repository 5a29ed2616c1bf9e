// Lists of people: who follows somebody, whom somebody follows, and who asks to.
import { h, toast } from 'millrace/dom.js';
import { Pages } from 'millrace/pages.js';
import { requests, users } from 'millrace/social.js';

const link = name => h('a', { href: users.address(name) }, name);

/** A section with a list of names. */
export function peopleSection(title, ask, nothing) {
  const pages = new Pages(query => ask({ limit: 50, ...query }), name => h('div', { class: 'person' }, link(name)), nothing);
  pages.start().catch(() => {});
  return h('section', { class: 'card', 'aria-label': title }, h('h2', {}, title), pages.elements);
}

/** Those who ask to follow who looks; stays hidden as long as nobody does. `answered` is told of each answer. */
export function requestsSection(answered) {
  const pages = new Pages(query => requests.page({ limit: 50, ...query }), name => row(name, section, answered), 'Nobody asks.');
  const section = h('section', { class: 'card', 'aria-label': 'Requests', hidden: true }, h('h2', {}, 'They ask to follow you'), pages.elements);
  pages.start().then(page => (section.hidden = !page || page.items.length === 0)).catch(() => {});
  return section;
}

function row(name, section, answered) {
  const answer = async accepted => {
    try {
      await requests.answer(name, accepted);
      element.remove();
      section.hidden = section.querySelector('.person') === null;
      answered();
    } catch (e) {
      toast(e.message);
    }
  };
  const element = h('div', { class: 'person' }, link(name),
    h('button', { class: 'button', type: 'button', 'aria-label': 'Let ' + name + ' follow', onclick: () => answer(true) }, 'Let follow'),
    h('button', { class: 'button danger', type: 'button', 'aria-label': 'Decline ' + name, onclick: () => answer(false) }, 'Decline'));
  return element;
}
