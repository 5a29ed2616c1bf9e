// Searching posts and people, and the tags that many post about now.
import { h } from 'millrace/dom.js';
import { Pages } from 'millrace/pages.js';
import { postCard } from 'millrace/postCard.js';
import { search, trending, users } from 'millrace/social.js';

const person = found => h('div', { class: 'person' },
  h('a', { href: users.address(found.userName) }, found.displayName ?? found.userName), h('span', { class: 'soft' }, '@' + found.userName));

/** A box, the trending tags below it, and what was found; what is found takes the place of `otherwise`. */
export class Search {
  /**
   * @param viewer the user name of who looks
   * @param otherwise what is shown while nothing is searched
   */
  constructor(viewer, otherwise) {
    this.viewer = viewer;
    this.otherwise = otherwise;
    this.box = h('input', { type: 'search', name: 'q', maxlength: 200, placeholder: 'Search posts and people', 'aria-label': 'Search posts and people' });
    this.tags = h('div', { class: 'trending', role: 'group', 'aria-label': 'Trending tags', hidden: true });
    this.found = h('div', { class: 'pages', hidden: true });
    this.elements = [
      h('form', { role: 'search', class: 'finder', onsubmit: event => { event.preventDefault(); this.show(); } },
        this.box, h('button', { class: 'button' }, 'Search')),
      this.tags,
      this.found,
    ];
    this.box.addEventListener('input', () => this.box.value || this.show());
  }

  start() {
    this.box.value = new URLSearchParams(location.search).get('q') ?? '';
    if (this.box.value) this.show();
    this.trend();
  }

  /** Without trends the page is as good as before. */
  async trend() {
    const { items } = await trending.list({ hours: 24, limit: 8 }).catch(() => ({ items: [] }));
    this.tags.replaceChildren(h('span', { class: 'soft' }, 'Trending '), ...items.map(({ tag, posts }) =>
      h('button', { class: 'tag', type: 'button', title: posts === 1 ? '1 post' : posts + ' posts', onclick: () => this.choose(tag) }, '#' + tag)));
    this.tags.hidden = items.length === 0;
  }

  choose(tag) {
    this.box.value = tag;
    this.show();
  }

  show() {
    const q = this.box.value.trim();
    const address = new URL(location.href);
    if (q) address.searchParams.set('q', q);
    else address.searchParams.delete('q');
    history.replaceState(null, '', address);
    this.found.hidden = !q;
    for (const element of this.otherwise) element.hidden = Boolean(q);
    if (!q) return;
    const people = new Pages(query => search.page({ q, type: 'users', limit: 10, ...query }), person, 'Nobody is called that.');
    const posts = new Pages(query => search.page({ q, type: 'posts', limit: 20, ...query }), post => postCard(post, this.viewer), 'No post has these words.');
    this.found.replaceChildren(
      h('section', { class: 'card', 'aria-label': 'People' }, h('h2', {}, 'People'), people.elements),
      h('h2', {}, 'Posts'), ...posts.elements);
    // What is wrong with a search is told where its results would be.
    for (const pages of [people, posts]) pages.start().catch(() => {});
  }
}
