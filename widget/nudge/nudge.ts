import type { NudgeDocument, NudgeRule, VisitorButton } from '../../shared/protocol.ts';
import { refuse } from '../console-lines.ts';
import type { Call, Handle } from '../loader/handle.ts';
import { bubblePlace } from './bubble.ts';
import { isDue, type Now } from './rules.ts';
import { once } from './shown-before.ts';
import { dismissIn } from './words.ts';

type Page = { -readonly [K in keyof Now]: Now[K] } & { events: Set<string>; here: Set<string> };

/** Shows a project's messages that come by themselves beside the launcher, and hears what the page says meanwhile. The panel is not needed for it. */
export function start(handle: Handle, speak: (...call: unknown[]) => unknown): (call: Call) => void {
  const { host, launcher, root, settings } = handle;
  const before = once(settings.project);
  const place = bubblePlace(handle);
  const page: Page = { path: '', seconds: 0, scrolled: 0, events: new Set(), here: new Set(), attributes: {}, isPhone: false };
  const until = new AbortController();
  let dismiss = dismissIn(settings.said.language || document.documentElement.lang || navigator.language);
  let rules: NudgeRule[] = [];
  let shown: NudgeRule | undefined;

  const clear = (): void => {
    const hadFocus = root.activeElement?.closest('.nudges');
    shown = undefined;
    place.clear();
    if (hadFocus) launcher.focus({ preventScroll: true });
  };
  const take = ({ name }: NudgeRule, button?: VisitorButton): void => {
    clear();
    speak('proactive', name);
    if (button?.command) speak('command', button.command, button.parameters);
    else if (button) speak('message', button.label);
  };
  const look = (): void => {
    if (shown || host.hidden || host.hasAttribute('data-open')) return;
    const rule = rules.find((it) => !page.here.has(it.name) && !before.has(it) && isDue(it, page));
    if (!rule) return;
    shown = rule;
    page.here.add(rule.name);
    before.add(rule);
    place.show(rule, { dismiss }, { take: (button) => take(rule, button), close: clear });
  };
  const end = (): void => {
    until.abort();
    clearInterval(timer);
    place.remove();
  };
  const timer = setInterval(() => {
    if (!host.isConnected) end();
    else if (!document.hidden) {
      page.seconds += 1;
      sense(page);
      look();
    }
  }, 1_000);
  const happened = (name: unknown): void => {
    page.events.add(String(name).slice(0, 128));
    if (page.events.size > mostEvents) page.events.clear();
    look();
  };

  sense(page);
  addEventListener('click', (event) => clickedEvent(event, happened), { capture: true, signal: until.signal });
  rulesOf(handle, until.signal).then((found) => {
    rules = found;
    look();
  }, end);

  const hear: Record<string, (first: unknown, second: unknown) => void> = {
    event: happened,
    attributes: (given) => {
      page.attributes = { ...page.attributes, ...Object(given) };
      look();
    },
    // Whoever opens the chat beside a message means the message.
    open: (how) => shown && how !== 'again' && take(shown),
    toggle: () => shown && take(shown),
    proactive: () => shown && clear(),
    hide: clear,
    locale: (language, own) => {
      dismiss = String(Object(own).dismiss ?? dismissIn(String(language)));
    },
    shutdown: end,
  };
  return ([name, first, second]) => {
    if (typeof name === 'string' && Object.hasOwn(hear, name)) hear[name]?.(first, second);
  };
}

const mostEvents = 200;

/** The list; where the server will have none of this page, its owner is told so, and nothing is watched any more. */
async function rulesOf(handle: Handle, signal: AbortSignal): Promise<NudgeRule[]> {
  const { base, project } = handle.settings;
  const answer = await fetch(`${base}promptside/projects/${encodeURIComponent(project)}/widget.json`, { credentials: 'omit', signal });
  // What our own server says there is this document.
  const found = (await answer.json()) as NudgeDocument;
  if ('proactive' in found) return found.proactive;
  refuse(handle, found.problem);
  throw new Error(found.problem.code);
}

/** Looks at the page again; at another address everything begins anew. */
function sense(page: Page): void {
  if (location.pathname !== page.path) Object.assign(page, { path: location.pathname, seconds: 0, scrolled: 0, events: new Set(), here: new Set() });
  const { scrollHeight } = document.documentElement;
  const way = scrollHeight - innerHeight;
  if (way > 0) page.scrolled = Math.max(page.scrolled, Math.round((scrollY / way) * 100));
  page.isPhone = matchMedia('(max-width: 480px), (max-height: 440px)').matches;
}

function clickedEvent(event: Event, happened: (name: unknown) => void): void {
  const [target] = event.composedPath();
  const element = target instanceof Element ? target.closest('[data-promptside-event]') : null;
  if (element) happened(element.getAttribute('data-promptside-event'));
}
