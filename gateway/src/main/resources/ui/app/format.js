// Numbers, times and names as people read them.

const exact = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const regions = new Intl.DisplayNames(undefined, { type: 'region', fallback: 'code' });

export const number = n => exact.format(n);
export const compact = n => (n < 100_000 ? exact.format(n) : short.format(n));

export function percent(part, whole) {
  if (!whole) return '0%';
  const share = (100 * part) / whole;
  return (share > 0 && share < 0.1 ? '< 0.1' : share < 9.95 ? share.toFixed(1) : Math.round(share)) + '%';
}

/** How much more or less than before: {text, direction} or null when there is nothing to compare with. */
export function change(now, before) {
  if (before === undefined || before === null || before === 0) return null;
  const ratio = now / before - 1;
  const size = Math.abs(ratio);
  const text = size >= 10 ? `× ${Math.round(now / before)}` : `${Math.round(size * 100)}%`;
  if (Math.round(size * 100) === 0) return { text: '± 0%', direction: 'same' };
  return { text: (ratio > 0 ? '▲ ' : '▼ ') + text, direction: ratio > 0 ? 'up' : 'down' };
}

const NAMES = new Map(Object.entries({
  unknown: 'Unknown', other: 'Other', direct: 'Direct', bot: 'Bot', search: 'Search', social: 'Social', email: 'E-mail',
  ai: 'AI assistants', internal: 'Own pages', desktop: 'Desktop', mobile: 'Phone', phone: 'Phone', tablet: 'Tablet', tv: 'TV',
  console: 'Console', watch: 'Watch', ads: 'Ads', chat: 'Chat', video: 'Video', news: 'News',
}));

export function name(kind, value) {
  if (kind === 'country' && /^[A-Z]{2}$/.test(value)) {
    try {
      return regions.of(value);
    } catch {
      return value;
    }
  }
  if (kind === 'referrer' && value === 'unknown') return 'Direct or not told';
  if (kind === 'link') return value === 'other' ? 'Other links' : '/' + value;
  return NAMES.get(value) ?? value;
}

const time = options => new Intl.DateTimeFormat(undefined, options);
const day = time({ day: 'numeric', month: 'short', year: 'numeric' });
const moment = time({ dateStyle: 'medium', timeStyle: 'short' });
const hour = time({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const utcDay = time({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const utcMonth = time({ month: 'long', year: 'numeric', timeZone: 'UTC' });
const clock = time({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const date = iso => day.format(new Date(iso));
export const dateTime = iso => moment.format(new Date(iso));
export const clockTime = iso => clock.format(new Date(iso));

/** What a point of a series is called. Hours are told in local time; days and months are UTC's. */
export function point(at, interval) {
  return (interval === 'hour' ? hour : interval === 'day' ? utcDay : utcMonth).format(new Date(at));
}

export function ago(iso) {
  const seconds = Math.round((Date.now() - new Date(iso)) / 1000);
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  if (Math.abs(seconds) < 60) return relative.format(-Math.max(0, seconds), 'second');
  if (Math.abs(seconds) < 3600) return relative.format(-Math.round(seconds / 60), 'minute');
  if (Math.abs(seconds) < 86_400) return relative.format(-Math.round(seconds / 3600), 'hour');
  if (Math.abs(seconds) < 30 * 86_400) return relative.format(-Math.round(seconds / 86_400), 'day');
  return date(iso);
}

/** An address without what everybody knows. */
export const bare = address => address.replace(/^https?:\/\//, '').replace(/\/$/, '');
