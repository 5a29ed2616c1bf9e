// Builds elements. Text is always set as text, never as markup.

/** h('a', {href: '#/', class: 'x', onclick: f}, 'text', child, [children]) */
export function h(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Changes a text only when it differs, so that a live page does not repaint what stays. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

let toastTimer;

/** Says something in passing, for eyes and for screen readers. */
export function toast(text) {
  const place = document.getElementById('toasts');
  place.replaceChildren(h('div', { class: 'toast' }, text));
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => place.replaceChildren(), 3500);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied ' + text);
  } catch {
    toast('The browser does not allow copying here');
  }
}
