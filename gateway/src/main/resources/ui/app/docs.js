// Shows openapi.json as a page: each operation with its parameters, answers and a curl line that can be copied.
import { copy, h } from 'millrace/dom.js';
import { startTheme } from 'millrace/theme.js';

const METHODS = ['post', 'get', 'head', 'put', 'patch', 'delete'];

/** Text with `code` in it. */
const prose = text => (text ?? '').split('`').map((part, i) => (i % 2 ? h('code', {}, part) : part));

function resolve(document, thing) {
  if (!thing?.$ref) return thing;
  return thing.$ref.slice(2).split('/').reduce((at, step) => at[step], document);
}

function typeOf(document, schema) {
  if (!schema) return '';
  if (schema.$ref) return schema.$ref.split('/').pop();
  if (schema.enum) return schema.enum.join(' | ');
  if ('const' in schema) return String(schema.const);
  if (schema.type === 'array') return `list of ${typeOf(document, schema.items)}`;
  return [schema.type].flat().join(' | ') + (schema.format ? ` (${schema.format})` : '');
}

function curl(path, method, operation, parameters) {
  const address = path.replace(/\{(\w+)\}/g, (_, name) => parameters.find(p => p.name === name)?.example ?? name);
  const body = operation.requestBody?.content;
  const type = body && Object.keys(body).find(t => body[t].example !== undefined);
  const data = type && (typeof body[type].example === 'string' ? body[type].example.trimEnd() : JSON.stringify(body[type].example));
  return [
    'curl',
    method === 'get' ? (operation.responses['302'] ? '-i' : operation.responses['200']?.content?.['text/event-stream'] ? '-N' : '') : method === 'head' ? '-I' : method === 'post' ? '' : `-X ${method.toUpperCase()}`,
    type ? `-H 'Content-Type: ${type}' --data-binary '${data}'` : '',
    `${location.origin}${address}`,
  ].filter(Boolean).join(' ');
}

function table(head, rows) {
  return rows.length > 0 && h('div', { class: 'scroll' }, h('table', {},
    h('thead', {}, h('tr', {}, head.map(text => h('th', {}, text)))), h('tbody', {}, rows)));
}

function operationCard(document, path, method, item) {
  const operation = item[method];
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(p => resolve(document, p));
  const line = curl(path, method, operation, parameters);
  const body = Object.entries(operation.requestBody?.content ?? {});
  return h('section', { class: 'card', id: operation.operationId },
    h('h3', {}, operation.summary),
    h('div', { class: 'route' }, h('span', { class: `method ${method}` }, method.toUpperCase()), h('code', {}, path)),
    operation.description && h('p', { class: 'soft' }, prose(operation.description)),
    parameters.length > 0 && h('h4', {}, 'Parameters'),
    table(['Name', 'Type', 'Meaning'], parameters.map(p => h('tr', {},
      h('td', {}, h('code', {}, p.name)), h('td', { class: 'soft' }, p.in === 'query' ? typeOf(document, p.schema) : `${p.in}: ${typeOf(document, p.schema)}`),
      h('td', {}, prose(p.description))))),
    body.length > 0 && h('h4', {}, 'Body'),
    table(['Media type', 'Content'], body.map(([type, { schema }]) => h('tr', {}, h('td', {}, h('code', {}, type)), h('td', {}, schemaName(document, schema))))),
    h('h4', {}, 'Answers'),
    table(['Status', 'Meaning', 'Content'], Object.entries(operation.responses).map(([status, raw]) => {
      const answer = resolve(document, raw);
      const content = Object.entries(answer.content ?? {});
      return h('tr', {}, h('td', {}, h('code', {}, status)), h('td', {}, prose(answer.description)),
        h('td', { class: 'soft' }, content.map(([type, { schema }], i) => [i ? ', ' : '', schema?.$ref ? schemaName(document, schema) : type])));
    })),
    h('h4', {}, 'Try it'),
    h('pre', { tabindex: 0 }, line),
    h('div', { class: 'actions' }, h('button', { class: 'button', type: 'button', onclick: () => copy(line) }, 'Copy')));
}

function schemaName(document, schema) {
  return schema?.$ref ? h('a', { href: '#schema-' + typeOf(document, schema) }, typeOf(document, schema)) : typeOf(document, schema);
}

function schemaCard(document, name, schema) {
  const required = new Set(schema.required ?? []);
  return h('section', { class: 'card', id: 'schema-' + name },
    h('h3', {}, name),
    schema.description && h('p', { class: 'soft' }, prose(schema.description)),
    table(['Field', 'Type', 'Meaning'], Object.entries(schema.properties ?? {}).map(([field, property]) => h('tr', {},
      h('td', {}, h('code', {}, field), required.has(field) ? ' *' : ''), h('td', { class: 'soft' }, schemaName(document, property)),
      h('td', {}, prose(property.description))))));
}

function problemCards(document) {
  return Object.entries(document['x-problems'] ?? {}).map(([slug, { status, title, description }]) =>
    h('section', { class: 'card', id: 'problem-' + slug }, h('h3', {}, title),
      h('div', { class: 'route' }, h('span', { class: 'method' }, String(status)), h('code', {}, '/problems/' + slug)), h('p', {}, prose(description))));
}

async function show() {
  const document = await (await fetch('/openapi.json')).json();
  const contents = [];
  const body = [h('section', {}, h('h1', {}, 'The interface'), h('p', { class: 'soft' }, prose(document.info.description)))];
  for (const tag of document.tags) {
    contents.push(h('b', {}, tag.name));
    body.push(h('h2', {}, tag.description));
    for (const [path, item] of Object.entries(document.paths)) {
      for (const method of METHODS.filter(m => item[m]?.tags?.includes(tag.name))) {
        contents.push(h('a', { href: '#' + item[method].operationId }, item[method].summary));
        body.push(operationCard(document, path, method, item));
      }
    }
  }
  contents.push(h('b', {}, 'Shapes'));
  body.push(h('h2', {}, 'Shapes'));
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    contents.push(h('a', { href: '#schema-' + name }, name));
    body.push(schemaCard(document, name, schema));
  }
  const problems = problemCards(document);
  if (problems.length > 0) {
    contents.push(h('a', { href: '#problems' }, 'Problems'));
    body.push(h('h2', { id: 'problems' }, 'Problems'), ...problems);
  }
  window.document.getElementById('main').replaceChildren(
    h('nav', { class: 'contents', 'aria-label': 'Contents' }, contents), h('div', { class: 'body' }, body));
  const problem = /^\/problems\/([a-z-]+)$/.exec(location.pathname)?.[1];
  const wanted = problem ? 'problem-' + problem : location.hash.slice(1);
  if (wanted) window.document.getElementById(wanted)?.scrollIntoView();
}

startTheme();
show();
