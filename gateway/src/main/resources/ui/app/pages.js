// A list that grows page by page as its end comes into view.
import { h } from 'millrace/dom.js';

/** Pages may be empty and yet have a next one; so many are asked for in a row. */
const MOST_EMPTY = 5;

export class Pages {
  /**
   * @param ask gets {cursor} or {} and resolves with {items, next}
   * @param show makes the element of an item
   * @param nothing the words for a list without items
   */
  constructor(ask, show, nothing) {
    this.ask = ask;
    this.show = show;
    this.list = h('div', { class: 'pages' });
    this.nothing = h('p', { class: 'empty', hidden: true }, nothing);
    this.problem = h('p', { class: 'problem', role: 'alert', hidden: true });
    this.more = h('button', { class: 'button', type: 'button', hidden: true, onclick: () => this.load() }, 'Show more');
    this.elements = [this.list, this.nothing, this.problem, this.more];
    new IntersectionObserver(seen => seen.some(entry => entry.isIntersecting) && this.load(), { rootMargin: '600px' }).observe(this.more);
  }

  /** Begins anew; resolves with the first page. */
  async start() {
    this.next = undefined;
    return this.load(true);
  }

  async load(anew = false) {
    if (this.asked && !anew) return null;
    const asked = (this.asked = {});
    this.more.disabled = true;
    this.problem.hidden = true;
    try {
      let page;
      for (let i = 0; i < MOST_EMPTY; i++) {
        page = await this.ask(this.next ? { cursor: this.next } : {});
        if (asked !== this.asked) return null;
        this.next = page.next;
        if (page.items.length > 0 || !page.next) break;
      }
      const elements = page.items.map(this.show);
      if (anew) this.list.replaceChildren(...elements);
      else this.list.append(...elements);
      this.more.hidden = !this.next;
      this.nothing.hidden = this.list.children.length > 0 || Boolean(this.next);
      return page;
    } catch (e) {
      if (asked === this.asked) this.tell(e);
      throw e;
    } finally {
      if (asked === this.asked) this.asked = null;
      this.more.disabled = false;
    }
  }

  tell(e) {
    this.problem.textContent = e.message;
    this.problem.hidden = false;
  }

  /** Puts one on top. */
  add(item) {
    this.nothing.hidden = true;
    this.list.prepend(this.show(item));
  }
}
