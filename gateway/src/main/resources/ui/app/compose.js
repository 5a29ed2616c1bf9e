// Making a post: words, photos with what they show, and who is to see it.
import { h } from 'millrace/dom.js';
import { media, posts } from 'millrace/social.js';

const MOST = 10;
const TYPES = 'image/jpeg,image/png,image/webp,image/gif,video/mp4,video/webm';

export class Compose {
  /** @param made gets the post */
  constructor(made) {
    this.made = made;
    this.text = h('textarea', { name: 'text', rows: 3, maxlength: 5000, placeholder: 'What is there to see?', 'aria-label': 'Text of the post' });
    this.files = h('input', { type: 'file', accept: TYPES, multiple: true, class: 'hidden-text', id: 'files', onchange: () => this.take() });
    this.visibility = h('select', { name: 'visibility', 'aria-label': 'Who is to see it' },
      h('option', { value: 'public' }, 'Everybody'), h('option', { value: 'followers' }, 'Followers'), h('option', { value: 'private' }, 'Only me'));
    this.attached = h('ul', { class: 'attached', 'aria-label': 'Photos and videos' });
    this.problem = h('p', { class: 'problem', role: 'alert', hidden: true });
    this.submit = h('button', { class: 'button main' }, 'Post');
    this.items = [];
    this.element = h('section', { class: 'card compose', 'aria-label': 'Make a post' },
      h('form', { class: 'form', onsubmit: event => this.send(event) },
        this.text, this.attached,
        h('div', { class: 'actions' },
          h('label', { class: 'button', for: 'files' }, 'Add photos'), this.files, this.visibility, h('span', { class: 'grow' }), this.submit),
        this.problem));
  }

  /** Uploads what was chosen, one after the other. */
  async take() {
    const chosen = [...this.files.files];
    this.files.value = '';
    this.problem.hidden = true;
    for (const file of chosen.slice(0, MOST - this.items.length)) await this.upload(file);
    if (chosen.length > 0 && this.items.length === MOST) this.tell(`A post has at most ${MOST} photos and videos`);
  }

  async upload(file) {
    const item = { state: h('span', { class: 'soft' }, 'is being uploaded…'), alt: h('input', { maxlength: 1000, placeholder: 'What it shows, in words', 'aria-label': 'What ' + file.name + ' shows' }) };
    item.row = h('li', {}, h('span', { class: 'name' }, file.name), item.state, item.alt,
      h('button', { class: 'link-button danger', type: 'button', 'aria-label': 'Take ' + file.name + ' off', onclick: () => this.drop(item) }, 'Remove'));
    this.items.push(item);
    this.attached.append(item.row);
    this.busy(1);
    try {
      const taken = await media.upload(file);
      item.id = taken.id;
      item.state.textContent = '';
      if (taken.kind.startsWith('image/')) {
        item.row.prepend(h('img', { src: new URL(taken.original, location.origin).pathname, alt: '', width: 48, height: 48 }));
      }
      if (item.dropped) media.remove(item.id).catch(() => {});
    } catch (e) {
      this.drop(item);
      this.tell(`${file.name}: ${e.message}`);
    } finally {
      this.busy(-1);
    }
  }

  drop(item) {
    item.dropped = true;
    item.row.remove();
    this.items = this.items.filter(other => other !== item);
    // What no post took is taken away after a day anyway.
    if (item.id) media.remove(item.id).catch(() => {});
  }

  busy(more) {
    this.uploads = (this.uploads ?? 0) + more;
    this.submit.disabled = this.uploads > 0;
  }

  tell(text) {
    this.problem.textContent = text;
    this.problem.hidden = false;
  }

  async send(event) {
    event.preventDefault();
    this.problem.hidden = true;
    this.submit.disabled = true;
    try {
      const fields = { visibility: this.visibility.value };
      if (this.text.value.trim()) fields.text = this.text.value.trim();
      fields.media = this.items.map(item => ({ id: item.id, ...(item.alt.value.trim() && { alt: item.alt.value.trim() }) }));
      const post = await posts.create(fields);
      this.text.value = '';
      this.items = [];
      this.attached.replaceChildren();
      this.made(post);
    } catch (e) {
      this.tell(e.message);
    } finally {
      this.busy(0);
    }
  }
}
