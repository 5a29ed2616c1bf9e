// What visits are broken down by: lists with bars, the hours of the day, and the map.
import { h, setText, svg } from 'millrace/dom.js';
import { name, number, percent } from 'millrace/format.js';

/** A card with one list, or with several behind tabs. */
export class Bars {
  /** @param kinds [{kind: 'browser', title: 'Browsers', href?: value => address, better?: value => promise of a name, or null}] */
  constructor(title, width, kinds, rows = 8) {
    this.kinds = kinds;
    this.rows = rows;
    this.shown = kinds[0];
    this.items = new Map();
    this.list = h('ol', { class: 'bars' });
    this.empty = h('p', { class: 'empty' }, 'No visits in this time.');
    this.tabs = kinds.length > 1 && h('div', { class: 'segments', role: 'group', 'aria-label': title }, kinds.map(kind =>
      h('button', { type: 'button', 'aria-pressed': String(kind === this.shown), onclick: event => this.choose(kind, event.target) }, kind.title)));
    this.element = h('section', { class: `card ${width}`, 'data-breakdown': kinds[0].kind, 'aria-label': title },
      h('header', {}, h('h2', {}, title), h('span', { class: 'grow' }), this.tabs), this.list, this.empty);
  }

  choose(kind, button) {
    this.shown = kind;
    for (const other of this.tabs.children) other.setAttribute('aria-pressed', String(other === button));
    this.items.clear();
    this.list.replaceChildren();
    if (this.report) this.show(this.report);
  }

  show(report) {
    this.report = report;
    const all = report.breakdowns[this.shown.kind];
    this.element.hidden = !all;
    if (!all) return;
    const top = all.slice(0, this.rows);
    const rest = all.slice(this.rows).reduce((sum, { count }) => sum + count, 0);
    if (rest) {
      const other = top.find(({ value }) => value === 'other');
      if (other) top[top.indexOf(other)] = { value: 'other', count: other.count + rest };
      else top.push({ value: 'other', count: rest });
    }
    // The rest may be more than any single value; it does not set the scale.
    const most = Math.max(1, ...top.filter(({ value }) => value !== 'other').map(({ count }) => count));
    this.empty.hidden = top.length > 0;
    this.list.hidden = top.length === 0;
    const known = new Set(top.map(({ value }) => value));
    for (const [value, item] of this.items) {
      if (!known.has(value)) {
        item.element.remove();
        this.items.delete(value);
      }
    }
    top.forEach(({ value, count }, i) => {
      const item = this.items.get(value) ?? this.add(value);
      setText(item.count, number(count));
      setText(item.share, percent(count, report.total));
      item.fill.style.width = Math.min(100, (100 * count) / most) + '%';
      if (this.list.children[i] !== item.element) this.list.insertBefore(item.element, this.list.children[i] ?? null);
    });
  }

  add(value) {
    const text = name(this.shown.kind, value);
    const special = value === 'other' || value === 'unknown';
    const href = !special && this.shown.href?.(value);
    const shown = href ? h('a', { href }, text) : h('span', {}, text);
    const item = {
      fill: h('span', { class: 'fill' }),
      share: h('span', { class: 'share num' }),
      count: h('span', { class: 'count num' }),
    };
    item.element = h('li', { 'data-value': value, class: special ? 'muted' : null }, item.fill,
      h('span', { class: 'name', title: text }, shown), item.share, item.count);
    if (!special) this.shown.better?.(value)?.then(better => better && setText(shown, better));
    this.items.set(value, item);
    return item;
  }
}

/** Twenty-four columns. The API counts by the hours of UTC. */
export class Hours {
  constructor(width) {
    this.columns = Array.from({ length: 24 }, (_, hour) => {
      const column = h('div', { class: 'column' });
      return { column, element: h('li', {}, column, h('span', { class: 'label num' }, hour % 3 ? '' : String(hour).padStart(2, '0'))) };
    });
    this.element = h('section', { class: `card ${width}`, 'data-breakdown': 'hour', 'aria-label': 'Hours of the day' },
      h('header', {}, h('h2', {}, 'Hours of the day'), h('span', { class: 'soft' }, 'UTC')),
      h('ol', { class: 'hours' }, this.columns.map(({ element }) => element)));
  }

  show(report) {
    const hours = report.breakdowns.hour;
    this.element.hidden = !hours;
    if (!hours) return;
    const counts = new Map(hours.map(({ value, count }) => [Number(value), count]));
    const most = Math.max(1, ...counts.values());
    this.columns.forEach(({ column, element }, hour) => {
      const count = counts.get(hour) ?? 0;
      column.style.height = `calc((100% - 18px) * ${count / most})`;
      element.title = `${String(hour).padStart(2, '0')}:00 to ${String(hour).padStart(2, '0')}:59 UTC: ${number(count)}`;
      element.setAttribute('aria-label', element.title);
    });
  }
}

/** A world map in five shades. The shapes are loaded once. */
export class WorldMap {
  static shapes;

  constructor(width) {
    this.picture = h('div', { class: 'map' });
    this.tip = h('div', { class: 'tip', hidden: true });
    this.element = h('section', { class: `card ${width}`, 'data-map': '', 'aria-label': 'Countries on a map' },
      h('header', {}, h('h2', {}, 'Where from'), h('span', { class: 'grow' }),
        h('span', { class: 'scale' }, 'fewer', h('i'), h('i'), h('i'), h('i'), h('i'), 'more')),
      this.picture);
    this.paths = new Map();
    this.counts = new Map();
    this.ready = this.draw();
  }

  async draw() {
    WorldMap.shapes ??= fetch(import.meta.resolve('millrace/world.json')).then(answer => answer.json());
    const { width, height, countries } = await WorldMap.shapes;
    const paths = Object.entries(countries).map(([code, d]) => {
      const path = svg('path', { d, 'data-country': code });
      this.paths.set(code, path);
      return path;
    });
    this.picture.replaceChildren(
      svg('svg', { viewBox: `28 0 ${width - 56} ${height}`, role: 'img', 'aria-label': 'World map; the list of countries has the numbers' }, paths), this.tip);
    this.picture.addEventListener('pointermove', event => this.point(event));
    this.picture.addEventListener('pointerleave', () => (this.tip.hidden = true));
  }

  async show(report) {
    const countries = report.breakdowns.country;
    this.element.hidden = !countries;
    if (!countries) return;
    this.total = report.total;
    this.counts = new Map(countries.map(({ value, count }) => [value, count]));
    await this.ready;
    const most = Math.max(1, ...[...this.counts].filter(([code]) => this.paths.has(code)).map(([, count]) => count));
    for (const [code, path] of this.paths) {
      const count = this.counts.get(code) ?? 0;
      // Shades follow the square root: a few countries have most of the visits.
      const shade = Math.ceil(5 * Math.sqrt(count / most));
      const shadeClass = shade ? 'm' + shade : '';
      if (path.getAttribute('class') !== shadeClass) path.setAttribute('class', shadeClass);
    }
  }

  point(event) {
    const code = event.target.dataset?.country;
    this.tip.hidden = !code;
    if (!code) return;
    const count = this.counts.get(code) ?? 0;
    this.tip.replaceChildren(h('b', {}, name('country', code)), ` ${number(count)} · ${percent(count, this.total)}`);
    const box = this.picture.getBoundingClientRect();
    const x = event.clientX - box.left;
    this.tip.style.left = Math.min(x + 12, box.width - this.tip.offsetWidth) + 'px';
    this.tip.style.top = event.clientY - box.top + 14 + 'px';
  }
}
