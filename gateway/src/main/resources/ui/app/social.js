// The part of the HTTP interface that is about posts, feeds and who follows whom.
import { call, json } from 'millrace/api.js';

const post = id => '/api/v1/posts/' + encodeURIComponent(id);
const user = name => '/api/v1/users/' + encodeURIComponent(name);
const page = (path, query) => call(path + '?' + new URLSearchParams(query));

export const posts = {
  create: fields => call('/api/v1/posts', json('POST', fields)),
  get: id => call(post(id)),
  edit: (shown, fields) => call(post(shown.id), json('PATCH', fields, shown.etag ? { 'If-Match': shown.etag } : {})),
  remove: id => call(post(id), { method: 'DELETE' }),
  like: (id, liked) => call(post(id) + '/like', { method: liked ? 'PUT' : 'DELETE' }),
};

export const media = {
  /** The server tells from the bytes what a file is. */
  upload: file => call('/api/v1/media', { method: 'POST', body: file, headers: { 'Content-Type': 'application/octet-stream' } }),
  remove: id => call('/api/v1/media/' + encodeURIComponent(id), { method: 'DELETE' }),
};

export const feed = {
  page: query => page('/api/v1/feed', query),
  /** Tells when there are posts newer than that one; the browser connects again by itself. */
  follow: (newest, onNews) => {
    const source = new EventSource('/api/v1/feed/live' + (newest ? '?since=' + encodeURIComponent(newest) : ''));
    source.addEventListener('posts', onNews);
    return () => source.close();
  },
};

export const search = { page: query => page('/api/v1/search', query) };

export const trending = { list: query => page('/api/v1/trending', query) };

export const users = {
  get: name => call(user(name)),
  posts: (name, query) => page(user(name) + '/posts', query),
  followers: (name, query) => page(user(name) + '/followers', query),
  following: (name, query) => page(user(name) + '/following', query),
  follow: (name, follows) => call(user(name) + '/follow', { method: follows ? 'PUT' : 'DELETE' }),
  block: (name, blocks) => call(user(name) + '/block', { method: blocks ? 'PUT' : 'DELETE' }),
  address: name => '/users/' + encodeURIComponent(name),
};

export const requests = {
  page: query => page('/api/v1/follow-requests', query),
  answer: (name, accepted) =>
    call('/api/v1/follow-requests/' + encodeURIComponent(name), { method: accepted ? 'PUT' : 'DELETE' }),
};
