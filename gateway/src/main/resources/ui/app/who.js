// Says in the header who is signed in.
import { me } from 'millrace/api.js';
import { h, toast } from 'millrace/dom.js';

/** Fills the place in the header; resolves with who asks, and rejects if nobody may do without saying so here. */
export async function showWho() {
  const known = await me.get();
  const place = document.getElementById('who');
  if (known.anonymous) {
    place.replaceChildren(h('a', { class: 'quiet', href: '/signin' }, 'Sign in'));
  } else {
    place.replaceChildren(
      h('a', { class: 'quiet', href: '/account', title: 'Your account' }, known.displayName ?? known.userName),
      h('button', { class: 'link-button', type: 'button', onclick: signOut }, 'Sign out'));
  }
  return known;
}

async function signOut() {
  try {
    await me.signOut();
    location.assign('/signin');
  } catch (e) {
    toast(e.message);
  }
}
