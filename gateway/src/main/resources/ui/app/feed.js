// The feed: what those whom one follows have posted, and a place to post.
import { Compose } from 'millrace/compose.js';
import { h, toast } from 'millrace/dom.js';
import { Pages } from 'millrace/pages.js';
import { postCard } from 'millrace/postCard.js';
import { Search } from 'millrace/search.js';
import { feed, users } from 'millrace/social.js';
import { startTheme } from 'millrace/theme.js';
import { showWho } from 'millrace/who.js';

const main = document.getElementById('main');
const ORDERS = { top: 'Top', latest: 'Latest' };

class Feed {
  constructor(viewer) {
    this.order = new URLSearchParams(location.search).get('order') === 'latest' ? 'latest' : 'top';
    this.pages = new Pages(query => feed.page({ order: this.order, limit: 20, ...query }), post => postCard(post, viewer),
      'Nothing here yet. Post something, or follow somebody: the page of a person is /users/ and their name.');
    this.news = h('button', { class: 'button news', type: 'button', hidden: true, onclick: () => this.start() }, 'New posts');
    this.place = h('div', { class: 'pages' }, h('div', { role: 'status', 'aria-live': 'polite' }, this.news), this.pages.elements);
    this.compose = new Compose(post => this.pages.add(post));
    this.choices = Object.entries(ORDERS).map(([order, label]) =>
      h('button', { type: 'button', 'data-order': order, onclick: () => this.choose(order) }, label));
    this.search = new Search(viewer, [this.compose.element, this.place]);
    main.replaceChildren(
      h('div', { class: 'bar' }, h('h1', {}, 'Feed'), h('span', { class: 'grow' }),
        h('a', { class: 'quiet', href: users.address(viewer) }, 'My posts'),
        h('div', { class: 'segments', role: 'group', 'aria-label': 'Order' }, this.choices)),
      ...this.search.elements,
      this.compose.element,
      this.place);
  }

  choose(order) {
    this.order = order;
    const address = new URL(location.href);
    if (order === 'top') address.searchParams.delete('order');
    else address.searchParams.set('order', order);
    history.replaceState(null, '', address);
    this.start();
  }

  begin() {
    this.search.start();
    return this.start();
  }

  async start() {
    for (const choice of this.choices) choice.setAttribute('aria-pressed', String(choice.dataset.order === this.order));
    this.news.hidden = true;
    try {
      const page = await this.pages.start();
      if (!page) return;
      this.stop?.();
      this.stop = feed.follow(page.newest, () => (this.news.hidden = false));
    } catch (e) {
      if (e.status === 401) location.replace('/signin');
    }
  }
}

startTheme();
document.querySelector('.tabs a').setAttribute('aria-current', 'page');
showWho()
  .then(known => (known.anonymous ? location.replace('/signin') : new Feed(known.userName).begin()))
  .catch(e => (e.status === 401 ? location.replace('/signin') : toast(e.message)));
