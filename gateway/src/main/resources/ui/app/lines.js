// A text as rows of lines, coloured. What colours it gives markup; only its classes and texts are taken over from there, so a
// paste can put nothing on the page but text.
import hljs from 'highlight';
import { h } from 'millrace/dom.js';

/** Longer texts are not coloured, in characters. */
const MAX_COLOURED = 1_000_000;
/** Longer texts are coloured only if their language is known, in characters. */
const MAX_GUESSED = 100_000;
/** Texts of more lines are shown as one piece. */
const MAX_ROWS = 50_000;

export const languages = () => hljs.listLanguages().sort();

/** The language to colour by; null for none. */
function languageOf(paste, text) {
  if (text.length > MAX_COLOURED) return null;
  const extension = /\.([A-Za-z0-9]+)$/.exec(paste.name ?? '')?.[1];
  for (const name of [paste.language, extension]) {
    if (name && hljs.getLanguage(name)) return name;
  }
  return null;
}

/** { element, language }: the rows and what they are coloured as. */
export function render(paste, text) {
  const lines = text.endsWith('\n') ? text.slice(0, -1) : text;
  if (count(lines) > MAX_ROWS) return { element: h('pre', { class: 'code whole' }, text), language: null };
  let language = languageOf(paste, text);
  let marked = null;
  if (language) {
    marked = hljs.highlight(lines, { language, ignoreIllegals: true });
  } else if (!paste.language && text.length <= MAX_GUESSED) {
    marked = hljs.highlightAuto(lines);
    if (marked.relevance < 5) marked = null;
    language = marked?.language ?? null;
  }
  const rows = marked ? coloured(marked.value) : lines.split('\n').map(line => [line]);
  return { element: h('div', { class: 'code', role: 'table' }, rows.map(row)), language };
}

const count = text => {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
};

const row = (parts, index) => h('div', { class: 'row', id: 'L' + (index + 1), role: 'row' },
  h('a', { class: 'n', href: '#L' + (index + 1), 'data-n': index + 1, 'aria-label': 'Line ' + (index + 1) }),
  h('span', { class: 't' }, parts, '\n'));

/** The lines of marked text, each a list of texts and spans; a span that goes over lines is in each of them. */
function coloured(markup) {
  const source = new DOMParser().parseFromString(markup, 'text/html').body;
  const rows = [[]];
  const walk = (node, classes) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        child.data.split('\n').forEach((piece, i) => {
          if (i > 0) rows.push([]);
          if (piece) rows[rows.length - 1].push(classes ? h('span', { class: classes }, piece) : piece);
        });
      } else {
        walk(child, child.className || classes);
      }
    }
  };
  walk(source, '');
  return rows;
}

/** Marks the lines that the address names, as #L3 or #L3-L7, and gives the first. */
export function mark(element, hash) {
  element.querySelectorAll('.row.marked').forEach(line => line.classList.remove('marked'));
  const range = /^#L(\d+)(?:-L?(\d+))?$/.exec(hash);
  if (!range) return null;
  const from = Number(range[1]);
  const to = Math.min(Number(range[2] ?? from), from + MAX_ROWS);
  for (let n = Math.min(from, to); n <= Math.max(from, to); n++) {
    document.getElementById('L' + n)?.classList.add('marked');
  }
  return document.getElementById('L' + Math.min(from, to));
}
