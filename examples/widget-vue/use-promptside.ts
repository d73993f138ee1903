// A composable for Vue 3: copy it, and `widget/index.ts`, into your application.
import { onMounted, onUnmounted } from 'vue';
import { loadWidget, type PageFunction, type WidgetOptions } from '../../widget/index.ts';

/** The chat, as long as this component is mounted; answers the function that speaks to it. */
export function usePromptside(options: WidgetOptions, events: Record<string, (data: unknown) => void> = {}): PageFunction {
  const leave: (() => void)[] = [];
  onMounted(() => {
    const speak = loadWidget(options);
    speak('show');
    leave.push(() => speak('hide'), ...Object.entries(events).map(([event, handler]) => speak('on', event, handler)));
  });
  onUnmounted(() => {
    for (const step of leave.splice(0)) step();
  });
  // Where pages are drawn on a server there is no window before this is called. It takes and gives what the function itself does.
  return ((...call: unknown[]) => loadWidget<(...call: unknown[]) => unknown>(options)(...call)) as PageFunction;
}
