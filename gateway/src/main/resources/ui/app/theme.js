// Light, dark, or as the system has it. The choice is kept in the browser.
import { h, svg } from 'millrace/dom.js';

const ICONS = {
  auto: 'M12 3a9 9 0 1 0 0 18V3z',
  light: 'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12 1v3M12 20v3M1 12h3M20 12h3M4.2 4.2l2.1 2.1M17.7 17.7l2.1 2.1M4.2 19.8l2.1-2.1M17.7 6.3l2.1-2.1',
  dark: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
};
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
const LABEL = { auto: 'Colours as the system has them', light: 'Light colours', dark: 'Dark colours' };

function apply(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const button = document.getElementById('theme');
  button.title = LABEL[theme];
  button.replaceChildren(
    h('span', { class: 'hidden-text' }, LABEL[theme] + '. Change the colours.'),
    svg('svg', { viewBox: '0 0 24 24', width: 20, height: 20, 'aria-hidden': 'true' },
      svg('path', { d: ICONS[theme], fill: theme === 'auto' ? 'currentColor' : 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linecap': 'round' }),
      theme === 'auto' && svg('circle', { cx: 12, cy: 12, r: 9, fill: 'none', stroke: 'currentColor', 'stroke-width': 2 })));
  dispatchEvent(new Event('themechange'));
}

const stored = () => {
  try {
    return localStorage.getItem('theme') in NEXT ? localStorage.getItem('theme') : 'auto';
  } catch {
    return 'auto';
  }
};

export function startTheme() {
  apply(stored());
  document.getElementById('theme').addEventListener('click', () => {
    const next = NEXT[stored()];
    try {
      localStorage.setItem('theme', next);
    } catch {
      // Then it holds until the page is left.
    }
    apply(next);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => dispatchEvent(new Event('themechange')));
}

/** The value of a colour token at this moment; for canvases, which do not know CSS variables. */
export const colour = token => getComputedStyle(document.documentElement).getPropertyValue(token).trim();
