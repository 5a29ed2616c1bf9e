// The page of a person: posts, who follows whom, and what one can do about it.
import { h, toast } from 'millrace/dom.js';
import { number } from 'millrace/format.js';
import { Pages } from 'millrace/pages.js';
import { peopleSection, requestsSection } from 'millrace/people.js';
import { postCard } from 'millrace/postCard.js';
import { users } from 'millrace/social.js';
import { startTheme } from 'millrace/theme.js';
import { showWho } from 'millrace/who.js';

const main = document.getElementById('main');
const FOLLOW = { none: 'Follow', requested: 'Take the request back', following: 'Unfollow' };

/** The name in the address; as it stands where it is not encoded as it should be. */
function named() {
  const part = location.pathname.split('/')[2];
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

class Profile {
  constructor(name, viewer) {
    this.name = name;
    this.viewer = viewer;
    this.card = h('section', { class: 'card profile', 'aria-label': 'Profile' });
    this.below = h('div', { class: 'pages' });
  }

  async start() {
    await this.load();
    const own = this.viewer === this.name;
    main.replaceChildren(...[this.card, own && requestsSection(() => this.load()), this.below].filter(Boolean));
    this.showPosts();
  }

  /** Reads the counts and how the two stand to each other. */
  async load() {
    const profile = await users.get(this.name);
    this.name = profile.userName;
    document.title = (profile.displayName ?? profile.userName) + ' · Millrace';
    const count = (label, n, show) => h('button', { class: 'link-button', type: 'button', onclick: show }, number(n), ' ', label);
    this.card.replaceChildren(...[
      h('h1', {}, profile.displayName ?? profile.userName),
      h('div', { class: 'soft' }, '@' + profile.userName, profile.approvesFollowers ? ' · approves who follows' : '', profile.between?.followsYou ? ' · follows you' : ''),
      h('div', { class: 'actions' },
        count('posts', profile.posts, () => this.showPosts()),
        count('followers', profile.followers, () => this.showPeople('Followers', users.followers, 'Nobody follows yet.')),
        count('following', profile.following, () => this.showPeople('Following', users.following, 'Follows nobody yet.'))),
      profile.between && h('div', { class: 'actions' }, this.buttons(profile.between)),
    ].filter(Boolean));
  }

  buttons({ youFollow, youBlock }) {
    const button = (label, kind, act) => h('button', { class: 'button ' + kind, type: 'button', onclick: event => this.change(event.target, act) }, label);
    return [
      !youBlock && button(FOLLOW[youFollow], youFollow === 'none' ? 'main' : '', () => users.follow(this.name, youFollow === 'none')),
      button(youBlock ? 'Unblock' : 'Block', 'danger', () => users.block(this.name, !youBlock)),
    ];
  }

  async change(button, act) {
    button.disabled = true;
    try {
      await act();
      await this.load();
      this.showPosts();
    } catch (e) {
      button.disabled = false;
      toast(e.message);
    }
  }

  showPosts() {
    const pages = new Pages(query => users.posts(this.name, { limit: 20, ...query }), post => postCard(post, this.viewer), 'No posts that you may see.');
    pages.start().catch(() => {});
    this.below.replaceChildren(...pages.elements);
  }

  showPeople(title, ask, nothing) {
    this.below.replaceChildren(peopleSection(title, query => ask(this.name, query), nothing));
  }
}

async function load() {
  const known = await showWho().catch(() => ({ anonymous: true }));
  const viewer = known.anonymous ? null : known.userName;
  await new Profile(named().toLowerCase(), viewer).start().catch(e =>
    main.replaceChildren(h('section', { class: 'card' }, h('p', { class: 'problem', role: 'alert' }, e.message))));
}

startTheme();
load();
