// Which time is shown: one of four ranges that end now, or two dates.
import { h } from 'millrace/dom.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const RANGES = {
  '24h': { title: '24 hours', interval: 'hour', live: true, byHour: true },
  '7d': { title: '7 days', interval: 'hour', live: true, byHour: true },
  '30d': { title: '30 days', interval: 'day', live: true, byHour: true },
  '12m': { title: '12 months', interval: 'month', live: false, byHour: false },
};

/** The query for a range: {from, to, interval}, and whether it can be followed live and broken down by hour. */
export function resolve(range, now = Date.now()) {
  const hourEnd = Math.floor(now / HOUR) * HOUR + HOUR;
  const dayEnd = Math.floor(now / DAY) * DAY + DAY;
  const iso = ms => new Date(ms).toISOString();
  switch (range) {
    case '7d':
      return { ...RANGES[range], from: iso(hourEnd - 7 * DAY), to: iso(hourEnd), until: hourEnd };
    case '30d':
      return { ...RANGES[range], from: iso(dayEnd - 30 * DAY), to: iso(dayEnd), until: dayEnd };
    case '12m': {
      const today = new Date(now);
      const end = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1);
      return { ...RANGES[range], from: iso(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 11, 1)), to: iso(end), until: end };
    }
    default: {
      const dates = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(range ?? '');
      if (dates) return between(Date.parse(dates[1]), Date.parse(dates[2]) + DAY, now);
      return { ...RANGES['24h'], from: iso(hourEnd - DAY), to: iso(hourEnd), until: hourEnd };
    }
  }
}

function between(from, to, now) {
  const days = (to - from) / DAY;
  const interval = days <= 8 ? 'hour' : days <= 366 ? 'day' : 'month';
  const live = to > now && days <= (interval === 'hour' ? 8 : interval === 'day' ? 200 : 0);
  return { interval, live, byHour: days <= 31, from: new Date(from).toISOString(), to: new Date(to).toISOString(), until: Infinity };
}

/** The control. `onChange` gets the new range's name. */
export function picker(range, onChange) {
  const custom = /\.\./.test(range ?? '');
  const [first, last] = custom ? range.split('..') : ['', ''];
  const today = new Date().toISOString().slice(0, 10);
  const from = h('input', { type: 'date', value: first, max: today, 'aria-label': 'From this day' });
  const to = h('input', { type: 'date', value: last, max: today, 'aria-label': 'To this day' });
  const pick = () => from.value && to.value && from.value <= to.value && onChange(`${from.value}..${to.value}`);
  from.addEventListener('change', pick);
  to.addEventListener('change', pick);
  const dates = h('span', { class: 'dates', hidden: !custom }, from, 'to', to);
  const own = h('button', { type: 'button', 'aria-pressed': String(custom), onclick: () => { dates.hidden = !dates.hidden; from.focus(); } }, 'Dates');
  return h('div', { class: 'bar' },
    h('div', { class: 'segments', role: 'group', 'aria-label': 'Time' },
      Object.entries(RANGES).map(([name, { title }]) =>
        h('button', { type: 'button', 'aria-pressed': String(!custom && name === (range ?? '24h')), onclick: () => onChange(name) }, title)),
      own),
    dates);
}
