// The report of a subject: figures, chart, map and breakdowns, kept up to date while it is shown.
import { follow, telemetry, titleOf } from 'millrace/api.js';
import { Bars, Hours, WorldMap } from 'millrace/breakdowns.js';
import { Chart } from 'millrace/chart.js';
import { h, setText } from 'millrace/dom.js';
import { change, clockTime, compact, number, percent, point } from 'millrace/format.js';
import { resolve } from 'millrace/range.js';

const POLL = 30_000;
const RATE_WINDOW = 10_000;

/** What is visited: links by their keys, and pastes, whose pages say more of them. */
const isPaste = value => value.startsWith('p/');
const LINKS = {
  href: value => (isPaste(value) ? '/' + value : `#/links/${encodeURIComponent(value)}`),
  better: value => (isPaste(value) ? null : titleOf(value)),
};

export class ReportView {
  /** @param path the telemetry address; @param byLink whether the subject has several links */
  constructor(path, byLink, range) {
    this.path = path;
    this.byLink = byLink;
    this.range = range;
    this.totals = [];
    this.figures = { visits: tile('Visits'), visitors: tile('Visitors'), bots: tile('Bots'), peak: tile('Busiest') };
    this.chart = new Chart();
    const countries = [{ kind: 'country', title: 'Countries' }];
    this.panels = [
      new WorldMap('w4'),
      new Bars('Countries', 'w2', countries, 8),
      byLink && new Bars('Top links', 'w2', [{ kind: 'link', title: 'Links', ...LINKS }], 8),
      new Bars('Referrers', byLink ? 'w2' : 'w3', [{ kind: 'referrer', title: 'Sites' }, { kind: 'source', title: 'Kinds' }], 8),
      new Bars('Browsers', byLink ? 'w2' : 'w3', [{ kind: 'browser', title: 'Browsers' }], 8),
      new Bars('Platforms', 'w2', [{ kind: 'platform', title: 'Platforms' }], 6),
      new Bars('Devices', 'w2', [{ kind: 'device', title: 'Devices' }], 6),
      new Hours('w2'),
    ].filter(Boolean);
    this.state = h('span', { class: 'live', 'data-state': 'waiting', role: 'status' }, h('i'), h('span', {}, 'Loading'));
    this.problem = h('p', { class: 'problem card', role: 'alert', hidden: true });
    this.elements = [
      this.problem,
      h('dl', { class: 'tiles', 'aria-label': 'Figures' }, Object.values(this.figures).map(({ element }) => element)),
      this.chart.element,
      h('div', { class: 'grid' }, this.panels.map(panel => panel.element)),
    ];
    this.onVisible = () => document.visibilityState === 'visible' && this.stopped === false && this.start();
    document.addEventListener('visibilitychange', this.onVisible);
  }

  stop() {
    this.stopped = true;
    this.halt();
    document.removeEventListener('visibilitychange', this.onVisible);
    this.chart.stop();
  }

  halt() {
    this.unfollow?.();
    this.unfollow = null;
    this.loading?.abort();
    clearTimeout(this.timer);
    clearTimeout(this.turn);
  }

  /** Loads the report and then follows it. Begins anew when the range moves on, and when the page is looked at again. */
  async start() {
    this.halt();
    this.stopped = false;
    this.totals = [];
    const time = resolve(this.range);
    const by = ['country', 'referrer', 'source', 'browser', 'platform', 'device'];
    if (this.byLink) by.push('link');
    const query = { from: time.from, to: time.to, interval: time.interval, limit: 250 };
    const loading = (this.loading = new AbortController());
    try {
      this.show(await telemetry.report(this.path,
        { ...query, by: [...by, ...(time.byHour ? ['hour'] : [])].join(','), compare: 'previous' }, loading.signal));
      this.problem.hidden = true;
    } catch (e) {
      if (e.name === 'AbortError' || loading.signal.aborted) return;
      this.fail(e);
      this.timer = setTimeout(() => this.start(), 5_000);
      return;
    }
    const span = (Date.parse(time.to) - Date.parse(time.from)) / 3_600_000;
    if (time.live) {
      const liveBy = time.byHour && time.interval === 'hour' && span <= 200 ? [...by, 'hour'] : by;
      this.unfollow = follow(this.path, { ...query, by: liveBy.join(',') }, {
        report: report => this.show(report, true),
        state: state => this.connected(state),
      });
      if (Number.isFinite(time.until)) {
        this.turn = setTimeout(() => this.start(), Math.min(time.until - Date.now() + 500, 2 ** 31 - 1));
      }
    } else {
      this.says('', `as of ${clockTime(new Date())}`);
      this.timer = setTimeout(() => this.start(), POLL);
    }
  }

  show(report, live = false) {
    if (live && this.report) {
      report = { ...report, previous: this.report.previous, breakdowns: { ...this.report.breakdowns, ...report.breakdowns } };
      this.rate(report);
    }
    this.report = report;
    const { previous, total } = report;
    const people = total - report.bots;
    const delta = (now, before) => previous && change(now, before);
    this.figures.visits.show(compact(total), delta(total, previous?.total), 'vs. before');
    this.figures.visitors.show(compact(report.visitors), delta(report.visitors, previous?.visitors), 'vs. before');
    this.figures.bots.show(percent(report.bots, total), null, `${number(people)} by people`);
    const peak = report.series.reduce((best, p) => (p.count > best.count ? p : best), { count: 0 });
    this.figures.peak.show(peak.count ? compact(peak.count) : '–', null, peak.count ? point(peak.at, report.interval) : 'nothing yet');
    this.chart.show(report);
    for (const panel of this.panels) panel.show(report);
  }

  /** Visits a second over the last ten, from how the total grows. */
  rate(report) {
    const now = performance.now();
    this.totals.push([now, report.total]);
    while (this.totals.length > 2 && now - this.totals[0][0] > RATE_WINDOW) this.totals.shift();
    const [then, before] = this.totals[0];
    const rate = now - then > 900 ? (1000 * (report.total - before)) / (now - then) : 0;
    this.says('live', rate >= 0.05 ? `Live · ${rate >= 10 ? Math.round(rate) : rate.toFixed(1)}/s` : 'Live');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.totals = [];
      this.says('live', 'Live');
    }, 6_000);
  }

  connected(state) {
    if (state === 'live') this.says('live', 'Live');
    else {
      clearTimeout(this.timer);
      this.says('waiting', 'Connecting again');
      // A refused stream is not tried again by the browser; begin from the start.
      if (state === 'closed') this.timer = setTimeout(() => this.start(), 5_000);
    }
  }

  says(state, text) {
    this.state.dataset.state = state;
    setText(this.state.lastChild, text);
  }

  fail(e) {
    this.says('waiting', 'No connection');
    this.problem.hidden = false;
    setText(this.problem, e.message);
  }
}

function tile(title) {
  const figure = h('dd', { class: 'figure num' }, '–');
  const delta = h('span', { class: 'delta' });
  const words = h('span', {});
  const element = h('div', { class: 'card tile', 'data-tile': title.toLowerCase() },
    h('dt', {}, title), figure, h('dd', { class: 'beside' }, delta, ' ', words));
  return {
    element,
    show(text, compared, beside) {
      setText(figure, text);
      delta.className = 'delta ' + (compared?.direction ?? '');
      setText(delta, compared?.text ?? '');
      setText(words, compared || !beside.endsWith('before') ? beside : '');
    },
  };
}
