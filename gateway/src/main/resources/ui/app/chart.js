// The time series: visits, visitors and, behind them, the period before.
import uPlot from 'uplot';
import { h } from 'millrace/dom.js';
import { colour } from 'millrace/theme.js';
import { compact, number, point } from 'millrace/format.js';

export class Chart {
  constructor() {
    this.box = h('div', { class: 'chart', role: 'img', 'aria-label': 'Visits over time' });
    this.tip = h('div', { class: 'tip', hidden: true });
    this.tableBody = h('tbody');
    this.past = h('span', { class: 'past' }, h('i'), 'Period before');
    this.element = h('section', { class: 'card', 'aria-label': 'Visits over time' },
      h('header', {}, h('h2', {}, 'Visits'), h('span', { class: 'grow' }),
        h('div', { class: 'legend' },
          h('span', {}, h('i'), 'Visits'),
          h('span', { class: 'visitors' }, h('i'), 'Visitors'),
          this.past)),
      this.box,
      h('details', { class: 'as-table', ontoggle: () => this.fillTable() },
        h('summary', {}, 'As a table'),
        h('div', { class: 'scroll', tabindex: 0 },
          h('table', {},
            h('thead', {}, h('tr', {}, h('th', {}, 'From'), h('th', { class: 'right' }, 'Visits'),
              h('th', { class: 'right' }, 'Visitors'), h('th', { class: 'right' }, 'Bots'))),
            this.tableBody))));
    this.box.append(this.tip);
    this.onTheme = () => this.rebuild();
    addEventListener('themechange', this.onTheme);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.box);
  }

  stop() {
    removeEventListener('themechange', this.onTheme);
    this.observer.disconnect();
    this.plot?.destroy();
  }

  show(report) {
    const shape = `${report.from}|${report.to}|${report.interval}|${Boolean(report.previous)}`;
    this.report = report;
    this.past.hidden = !report.previous;
    this.box.setAttribute('aria-label',
      `Visits over time: ${number(report.total)} in all. The table below has the numbers.`);
    const data = this.data();
    if (this.plot && shape === this.shape) {
      this.plot.setData(data);
    } else {
      this.shape = shape;
      this.rebuild();
    }
    this.fillTable();
  }

  data() {
    const { series, previous } = this.report;
    const data = [
      series.map(p => Date.parse(p.at) / 1000),
      series.map(p => p.count),
      series.map(p => p.visitors),
    ];
    // Points that are still to come are gaps and not zeros.
    const now = Date.now() / 1000;
    for (let i = series.length - 1; i >= 0 && data[0][i] > now; i--) data[1][i] = data[2][i] = null;
    if (previous) data.push(series.map((_, i) => previous.series[i]?.count ?? null));
    return data;
  }

  rebuild() {
    if (!this.report) return;
    this.plot?.destroy();
    this.plot = new uPlot(this.options(), this.data(), this.box);
  }

  resize() {
    if (this.plot && this.box.clientWidth) this.plot.setSize({ width: this.box.clientWidth, height: this.box.clientHeight });
  }

  options() {
    const { interval, previous } = this.report;
    const accent = colour('--accent');
    const soft = colour('--soft');
    const grid = { stroke: colour('--faint'), width: 1 };
    const axis = { stroke: soft, grid, ticks: { show: false }, font: '12px system-ui, "DejaVu Sans", sans-serif' };
    const utc = interval !== 'hour';
    const area = plot => {
      const fade = plot.ctx.createLinearGradient(0, plot.bbox.top, 0, plot.bbox.top + plot.bbox.height);
      fade.addColorStop(0, accent + '55');
      fade.addColorStop(1, accent + '05');
      return fade;
    };
    const steps = this.report.series.length < 40 ? { points: { show: true, size: 5, fill: accent, stroke: accent } } : { points: { show: false } };
    return {
      width: this.box.clientWidth || 600,
      height: this.box.clientHeight || 290,
      padding: [6, 22, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 8 }, drag: { x: false, y: false } },
      tzDate: seconds => (utc ? uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') : new Date(seconds * 1000)),
      scales: { x: { time: true }, y: { range: (_, min, max) => [0, Math.max(4, max * 1.08)] } },
      axes: [
        { ...axis, grid: { show: false }, space: 70, size: 30, values: (_, splits) => labels(splits, interval) },
        { ...axis, size: 58, values: (_, splits) => splits.map(v => (Number.isInteger(v) ? compact(v) : '')) },
      ],
      series: [
        {},
        { stroke: accent, width: 2.2, fill: area, ...steps },
        { stroke: colour('--second'), width: 1.8, points: { show: false } },
        ...(previous ? [{ stroke: colour('--past'), width: 1.5, dash: [5, 4], points: { show: false } }] : []),
      ],
      hooks: { setCursor: [plot => this.point(plot)] },
    };
  }

  /** Shows the numbers of the point under the cursor. */
  point(plot) {
    const { idx, left } = plot.cursor;
    const at = this.report.series[idx];
    this.tip.hidden = !at || left < 0;
    if (this.tip.hidden) return;
    const before = this.report.previous?.series[idx];
    const row = (label, value) => h('div', {}, label, h('span', { class: 'num' }, number(value)));
    this.tip.replaceChildren(
      h('b', {}, point(at.at, this.report.interval)),
      row('Visits', at.count), row('Visitors', at.visitors), row('Bots', at.bots),
      before ? row('Period before', before.count) : '');
    const offset = plot.bbox.left / devicePixelRatio;
    const toLeft = left + offset + this.tip.offsetWidth + 24 > this.box.clientWidth;
    this.tip.style.left = left + offset + (toLeft ? -this.tip.offsetWidth - 14 : 14) + 'px';
    this.tip.style.top = '14px';
  }

  fillTable() {
    if (!this.tableBody.closest('details').open || !this.report) return;
    this.tableBody.replaceChildren(...this.report.series.map(p => h('tr', {},
      h('td', {}, point(p.at, this.report.interval)),
      h('td', { class: 'right num' }, number(p.count)),
      h('td', { class: 'right num' }, number(p.visitors)),
      h('td', { class: 'right num' }, number(p.bots)))));
  }
}

function labels(splits, interval) {
  const zone = interval === 'hour' ? undefined : 'UTC';
  const dayOf = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: zone });
  const hourOf = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const monthOf = new Intl.DateTimeFormat(undefined, { month: 'short', year: '2-digit', timeZone: zone });
  return splits.map(seconds => {
    const at = new Date(seconds * 1000);
    if (interval === 'month') return monthOf.format(at);
    if (interval === 'day') return dayOf.format(at);
    return at.getHours() === 0 ? dayOf.format(at) : hourOf.format(at);
  });
}
