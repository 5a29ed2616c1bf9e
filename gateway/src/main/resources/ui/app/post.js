// The page of one post.
import { h } from 'millrace/dom.js';
import { postCard } from 'millrace/postCard.js';
import { posts } from 'millrace/social.js';
import { startTheme } from 'millrace/theme.js';
import { showWho } from 'millrace/who.js';

const main = document.getElementById('main');
const id = location.pathname.split('/')[2];

async function load() {
  const known = await showWho().catch(() => ({ anonymous: true }));
  try {
    const post = await posts.get(id);
    const gone = () => location.replace('/feed');
    main.replaceChildren(
      post.title ? '' : h('h1', { class: 'hidden-text' }, 'A post by ' + post.author),
      postCard(post, known.anonymous ? null : known.userName, { whole: true, gone }));
  } catch (e) {
    main.replaceChildren(h('section', { class: 'card' }, h('p', { class: 'problem', role: 'alert' }, e.message)));
  }
}

startTheme();
load();
