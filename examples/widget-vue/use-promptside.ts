// A composable for Vue 3: copy it, and `widget/index.ts`, into your application.
// @ts-nocheck: Vue is not among this project's packages.
import { onMounted, onUnmounted } from 'vue';
import { loadWidget, type PageFunction, type WidgetOptions } from '../../widget/index.ts';

/** The chat, as long as this component is mounted; answers the function that speaks to it. */
export function usePromptside(options: WidgetOptions, events: Record<string, (data: unknown) => void> = {}): PageFunction {
  const speak: PageFunction = (...call) => loadWidget(options)(...call);
  let stops: unknown[] = [];
  onMounted(() => {
    speak('show');
    stops = Object.entries(events).map(([event, handler]) => speak('on', event, handler));
  });
  onUnmounted(() => {
    for (const stop of stops) if (typeof stop === 'function') stop();
    speak('hide');
  });
  return speak;
}
