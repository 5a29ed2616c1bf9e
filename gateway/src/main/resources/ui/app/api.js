// The HTTP interface, and nothing that the documented one does not have.

/** An answer that is not a success; the message is what the problem document says. */
export class Problem extends Error {
  constructor(status, document) {
    super(document?.detail ?? document?.title ?? `The server answered ${status}`);
    this.status = status;
    this.document = document ?? {};
  }
}

let token;

/** What a signed-in browser's requests carry that change something; nothing for who is not signed in. */
async function csrf() {
  if (token === undefined) await me.get().catch(() => null);
  return token ? { 'X-CSRF-Token': token } : {};
}

/** One request; resolves with the JSON of its answer, null where there is none. */
export async function call(path, options = {}) {
  const proof = options.method && !options.open ? await csrf() : {};
  let answer;
  try {
    answer = await fetch(path, { ...options, headers: { Accept: 'application/json', ...proof, ...options.headers } });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Problem(0, { detail: 'Millrace cannot be reached. Is it still running?' });
  }
  if (!answer.ok) {
    throw new Problem(answer.status, await answer.json().catch(() => null));
  }
  if (answer.status === 204) return null;
  const body = await answer.json();
  const etag = answer.headers.get('ETag');
  return etag && body && typeof body === 'object' ? Object.assign(body, { etag }) : body;
}

export const json = (method, body, headers) =>
  ({ method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } });

const remember = known => {
  token = known.csrfToken ?? null;
  return known;
};

export const me = {
  get: async () => remember(await call('/api/v1/me')),
  edit: async fields => remember(await call('/api/v1/me', json('PATCH', fields))),
  close: password => call('/api/v1/me', json('DELETE', { password })),
  export: '/api/v1/me/export',
  register: fields => call('/api/v1/accounts', { ...json('POST', fields), open: true }),
  signIn: async fields => remember(await call('/api/v1/sessions', { ...json('POST', fields), open: true })),
  signOut: () => call('/api/v1/sessions/current', { method: 'DELETE' }),
  keys: async () => (await call('/api/v1/me/keys')).items,
  makeKey: fields => call('/api/v1/me/keys', json('POST', fields)),
  revokeKey: id => call('/api/v1/me/keys/' + encodeURIComponent(id), { method: 'DELETE' }),
};

export const links = {
  create: fields => call('/api/v1/links', json('POST', fields)),
  page: query => call('/api/v1/links?' + new URLSearchParams(query)),
  get: key => call('/api/v1/links/' + encodeURIComponent(key)),
  edit: (link, fields) => call('/api/v1/links/' + encodeURIComponent(link.key),
    json('PATCH', fields, link.etag ? { 'If-Match': link.etag } : {})),
  remove: link => call('/api/v1/links/' + encodeURIComponent(link.key),
    { method: 'DELETE', headers: link.etag ? { 'If-Match': link.etag } : {} }),
  qr: key => `/api/v1/links/${encodeURIComponent(key)}/qr.svg`,
};

export const pastes = {
  create: fields => call('/api/v1/pastes', json('POST', fields)),
  get: key => call('/api/v1/pastes/' + encodeURIComponent(key)),
  revisions: key => call(`/api/v1/pastes/${encodeURIComponent(key)}/revisions`),
  remove: paste => call('/api/v1/pastes/' + encodeURIComponent(paste.key), { method: 'DELETE', headers: { 'If-Match': paste.etag } }),
  qr: key => `/api/v1/pastes/${encodeURIComponent(key)}/qr.svg`,
  raw: (key, revision) => `/p/${encodeURIComponent(key)}/raw` + (revision ? '?revision=' + revision : ''),
  text: (key, revision) => text(pastes.raw(key, revision)),
  /** Reads the text of a paste that is burnt by it. */
  burn: key => text(`/p/${encodeURIComponent(key)}/burn`, { method: 'POST' }),
};

async function text(path, options = {}) {
  const answer = await fetch(path, { ...options, headers: { Accept: 'text/plain' } });
  if (!answer.ok) throw new Problem(answer.status, await answer.json().catch(() => null));
  // Whole: answer.text() would leave out a byte order mark at the beginning.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
}

const titles = new Map();
let wanted = null;

/** What a link is called; null for one without a title, that is gone, or of others. All that are asked for in one go are one request. */
export function titleOf(key) {
  if (!titles.has(key)) {
    wanted ??= { keys: [], found: Promise.resolve().then(findTitles) };
    wanted.keys.push(key);
    titles.set(key, wanted.found.then(found => found.get(key) ?? null));
  }
  return titles.get(key);
}

async function findTitles() {
  const { keys } = wanted;
  wanted = null;
  const page = await links.page({ keys: keys.join(',') }).catch(() => ({ items: [] }));
  return new Map(page.items.map(link => [link.key, link.title]));
}

export const telemetry = {
  mine: '/api/v1/telemetry',
  site: '/api/v1/site/telemetry',
  link: key => `/api/v1/links/${encodeURIComponent(key)}/telemetry`,
  report: (path, query, signal) => call(path + '?' + new URLSearchParams(query), { signal }),
};

/**
 * Follows reports as they change. `on.report` gets each, `on.state` gets 'live' or 'waiting'. The browser connects again by
 * itself. Returns what stops it.
 */
export function follow(path, query, on) {
  const source = new EventSource(path + '/live?' + new URLSearchParams(query));
  source.onopen = () => on.state('live');
  source.onerror = () => on.state(source.readyState === EventSource.CLOSED ? 'closed' : 'waiting');
  source.addEventListener('report', event => on.report(JSON.parse(event.data)));
  return () => source.close();
}
