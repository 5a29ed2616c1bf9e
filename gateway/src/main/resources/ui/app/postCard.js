// One post as it is shown in lists and on its own page.
import { h, toast } from 'millrace/dom.js';
import { ago, dateTime, number } from 'millrace/format.js';
import { posts, users } from 'millrace/social.js';

const PATIENCE = 60;
const BLUR = /^data:image\/png;base64,[A-Za-z0-9+/=]+$/;
const WHO = { followers: 'For followers', private: 'Only for you' };

/** The path of an address of ours, so that it is asked for where the page came from. */
const here = url => new URL(url, location.origin).pathname;

/**
 * The element of a post.
 *
 * @param viewer the user name of who looks; null for nobody
 * @param whole whether it is the post's own page
 * @param gone is told when it was deleted
 */
export function postCard(post, viewer, { whole = false, gone = () => {} } = {}) {
  const element = h('article', { class: 'card post', 'data-post': post.id });
  fill(element, post, viewer, { whole, gone });
  if (post.state === 'pending') awaitReady(element, post.id, viewer, { whole, gone });
  return element;
}

function fill(element, post, viewer, options) {
  const mine = viewer === post.author;
  const place = here(post.url);
  element.replaceChildren(...[
    h('header', {},
      h('a', { class: 'author', href: users.address(post.author) }, post.author),
      h('a', { class: 'soft', href: place }, h('time', { datetime: post.createdAt, title: dateTime(post.createdAt) }, ago(post.createdAt))),
      post.editedAt && h('span', { class: 'soft' }, 'edited'),
      WHO[post.visibility] && h('span', { class: 'tag' }, WHO[post.visibility]),
      h('span', { class: 'grow' }),
      mine && h('button', { class: 'link-button', type: 'button', onclick: () => edit(element, post, viewer, options) }, 'Edit'),
      mine && h('button', { class: 'link-button danger', type: 'button', onclick: () => remove(element, post, options) }, 'Delete')),
    post.title && h(options.whole ? 'h1' : 'h2', { class: 'post-title' }, post.title),
    post.text && h('p', { class: 'words' }, post.text),
    shownMedia(post),
    post.tags.length > 0 && h('div', {}, post.tags.map(tag => h('span', { class: 'tag' }, '#' + tag))),
    h('div', { class: 'actions' }, likeButton(post, viewer)),
  ].filter(Boolean));
}

function shownMedia(post) {
  if (post.media.length === 0) return null;
  if (post.state === 'pending') return h('p', { class: 'soft', role: 'status' }, 'The photos are being prepared. Others see the post when they are ready.');
  if (post.state === 'failed') return h('p', { class: 'problem' }, 'A photo of this post cannot be shown, so others do not see the post.');
  return h('div', { class: post.media.length === 1 ? 'media one' : 'media' }, post.media.map(shown => (shown.urls.video ? video(shown) : photo(shown))));
}

function photo(shown) {
  const image = h('img', {
    src: here(shown.urls['640']), srcset: `${here(shown.urls['640'])} 640w, ${here(shown.urls['1080'])} 1080w`, sizes: '(max-width: 640px) 95vw, 600px',
    alt: shown.alt ?? '', width: shown.width, height: shown.height, loading: 'lazy', decoding: 'async',
  });
  if (BLUR.test(shown.blur ?? '')) {
    image.style.backgroundImage = `url("${shown.blur}")`;
    image.addEventListener('load', () => (image.style.backgroundImage = ''), { once: true });
  }
  return h('a', { href: here(shown.urls['1080']), target: '_blank', rel: 'noopener', 'aria-label': shown.alt ? null : 'Photo' }, image);
}

const video = shown => h('video', { src: here(shown.urls.video), controls: true, preload: 'metadata', 'aria-label': shown.alt ?? 'Video' });

function likeButton(post, viewer) {
  const button = h('button', { class: 'button like', type: 'button', disabled: !viewer, onclick: async () => {
    button.disabled = true;
    try {
      await posts.like(post.id, !post.liked);
      post.liked = !post.liked;
      post.likes = Math.max(0, post.likes + (post.liked ? 1 : -1));
      show();
    } catch (e) {
      toast(e.message);
    } finally {
      button.disabled = false;
    }
  } });
  const show = () => {
    button.setAttribute('aria-pressed', String(post.liked));
    button.setAttribute('aria-label', (post.liked ? 'Take your like back' : 'Like') + ', ' + number(post.likes));
    button.replaceChildren(post.liked ? '♥ ' : '♡ ', number(post.likes));
  };
  show();
  return button;
}

/** Puts a form in the place of the words. What was edited elsewhere meanwhile is not overwritten: the server compares versions. */
async function edit(element, shown, viewer, options) {
  let post;
  try {
    post = await posts.get(shown.id);
  } catch (e) {
    toast(e.message);
    return;
  }
  const back = edited => fill(element, edited, viewer, options);
  const text = h('textarea', { rows: 4, maxlength: 5000, 'aria-label': 'Text of the post', value: post.text ?? '' });
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const save = async event => {
    event.preventDefault();
    try {
      back(await posts.edit(post, { text: text.value.trim() || null }));
    } catch (e) {
      problem.textContent = e.message;
      problem.hidden = false;
    }
  };
  element.replaceChildren(h('form', { class: 'form', onsubmit: save }, text,
    h('div', { class: 'actions' }, h('button', { class: 'button main' }, 'Save'),
      h('button', { class: 'button', type: 'button', onclick: () => back(post) }, 'Cancel')), problem));
  text.focus();
}

async function remove(element, post, options) {
  if (!confirm('Delete this post? Nobody will see it any more.')) return;
  try {
    await posts.remove(post.id);
    element.remove();
    options.gone();
  } catch (e) {
    toast(e.message);
  }
}

/** Looks each second whether the photos are there. */
async function awaitReady(element, id, viewer, options) {
  for (let i = 0; i < PATIENCE; i++) {
    await new Promise(done => setTimeout(done, 1000));
    const post = await posts.get(id).catch(() => null);
    if (post && post.state !== 'pending') {
      fill(element, post, viewer, options);
      return;
    }
  }
}
